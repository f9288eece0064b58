import type { EmploymentForm, Schooling, Sex } from '@guantong/contracts';
import type { LineError, LineProblem } from '../../file-import/domain/line-problems.js';
import { normalisePhone } from '../../personal-data/phone-number.js';
import type { DataLine } from '../../spreadsheet/data-lines.js';
import { parseDate } from './parse-date.js';
import { type RosterField, rosterHeadings } from './roster-headings.js';
import {
  allowed,
  EMPLOYMENT_WORDS,
  NO_WORDS,
  SCHOOLING_WORDS,
  SEX_WORDS,
  spellings,
  YES_WORDS,
} from './roster-words.js';

/** A line of a roster that can be used as it is. */
export interface RosterLine {
  sheet: string;
  line: number;
  name: string;
  sex: Sex;
  birthDate: string;
  schooling: Schooling;
  trade: string;
  employmentForm: EmploymentForm;
  phone: string | null;
  hasSmartphone: boolean;
  cardNumber: string | null;
  /** Code or full name of the union, as written; empty when none was. */
  unit: string;
}

const sexes = spellings(SEX_WORDS);
const schoolings = spellings(SCHOOLING_WORDS);
const employmentForms = spellings(EMPLOYMENT_WORDS);
const smartphone = spellings({ yes: YES_WORDS, no: NO_WORDS });
const LONGEST_TEXT = 50;

type Problems = { column: string; code: LineProblem; params?: Record<string, string | number> }[];

/** Reads one line. @param today YYYY-MM-DD; nobody is born later */
export function readRosterLine({ row, columns }: DataLine<RosterField>, today: string): RosterLine | LineError[] {
  const problems: Problems = [];
  const heading = (field: RosterField) => rosterHeadings.words[field][0] ?? field;
  const raw = (field: RosterField): string => {
    const column = columns[field];
    if (column === undefined) return '';
    if (row.formulas.includes(column)) problems.push({ column: heading(field), code: 'FORMULA' });
    return row.cells[column]?.trim() ?? '';
  };
  const text = (field: RosterField): string => {
    const value = raw(field).replaceAll(/\s+/g, ' ');
    if (value.length > LONGEST_TEXT)
      problems.push({ column: heading(field), code: 'TOO_LONG', params: { max: LONGEST_TEXT } });
    return value;
  };
  const missing = (field: RosterField): undefined => {
    problems.push({ column: heading(field), code: 'MISSING' });
    return undefined;
  };
  const word = <W extends string>(field: RosterField, known: ReadonlyMap<string, W>, words: string): W | undefined => {
    const value = raw(field);
    if (value === '') return missing(field);
    const found = known.get(value) ?? known.get(value.normalize('NFKC').toLowerCase().replaceAll(/\s/g, ''));
    if (!found) problems.push({ column: heading(field), code: 'UNKNOWN_WORD', params: { allowed: words } });
    return found;
  };

  const name = personName(text('name')) || missing('name');
  const sex = word('sex', sexes, allowed(SEX_WORDS));
  const written = raw('birthDate');
  const birthDate = written === '' ? missing('birthDate') : parseDate(written, today);
  if (written !== '' && !birthDate) problems.push({ column: heading('birthDate'), code: 'WRONG_DATE' });
  const schooling = word('schooling', schoolings, allowed(SCHOOLING_WORDS));
  const employmentForm = word('employmentForm', employmentForms, allowed(EMPLOYMENT_WORDS));
  const number = raw('phone');
  const phone = number === '' ? null : normalisePhone(number);
  if (phone === undefined) problems.push({ column: heading('phone'), code: 'WRONG_PHONE' });
  // Not said counts as none: rather a visit too many than a worker nobody reaches.
  const has = raw('hasSmartphone') === '' ? 'no' : word('hasSmartphone', smartphone, '是、否');
  const line: Partial<RosterLine> = {
    sheet: row.sheet,
    line: row.line,
    trade: text('trade'),
    hasSmartphone: has === 'yes',
    cardNumber: text('cardNumber').normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase() || null,
    unit: raw('unit').normalize('NFKC').replaceAll(/\s/g, ''),
    ...(phone !== undefined && { phone }),
    ...(name && { name }),
    ...(sex && { sex }),
    ...(birthDate && { birthDate }),
    ...(schooling && { schooling }),
    ...(employmentForm && { employmentForm }),
  };
  if (problems.length === 0) return line as RosterLine;
  return problems.map((p) => ({ sheet: row.sheet, line: row.line, ...p }));
}

/** `张 三` is 张三; names with a dot in the middle have the same dot. */
function personName(text: string): string {
  const dotted = text.replaceAll(/[•・‧∙．]/g, '·');
  return /[a-z]/i.test(dotted) ? dotted : dotted.replaceAll(' ', '');
}
