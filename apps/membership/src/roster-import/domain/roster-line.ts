import type { EmploymentForm, ReachWay, Schooling, Sex } from '@guantong/contracts';
import { MOST_LANGUAGES } from '@guantong/contracts';
import type { LineError, LineProblem } from '../../file-import/domain/line-problems.js';
import { normalisePhone } from '../../personal-data/phone-number.js';
import type { DataLine } from '../../spreadsheet/data-lines.js';
import { cellText, isPlain, wholeDigits } from './cell-text.js';
import { parseIdNumber } from './id-number.js';
import { parseDate } from './parse-date.js';
import { type RosterField, rosterHeadings } from './roster-headings.js';
import {
  allowed,
  COMMON_LANGUAGE,
  DIFFICULTY_WORDS,
  EMPLOYMENT_WORDS,
  NO_WORDS,
  REACH_WORDS,
  SCHOOLING_WORDS,
  SEX_WORDS,
  spellings,
  YES_WORDS,
} from './roster-words.js';

/** A line of a roster that can be used as it is. What the line does not say is null, and stays as it is in the roster. */
export interface RosterLine {
  sheet: string;
  line: number;
  name: string;
  sex: Sex;
  birthDate: string;
  /** False where the file has the month only; birthDate is then its first day. */
  dayKnown: boolean;
  /** Only on its way to its hash. */
  idNumber: string | null;
  schooling: Schooling | null;
  trade: string | null;
  employmentForm: EmploymentForm | null;
  phone: string | null;
  hasSmartphone: boolean | null;
  languages: string[] | null;
  readingDifficulty: boolean | null;
  reachBy: ReachWay[] | null;
  cardNumber: string | null;
  /** Code and name of the union, as written; empty when none was. */
  unitCode: string;
  unit: string;
}

const sexes = spellings(SEX_WORDS);
const schoolings = spellings(SCHOOLING_WORDS);
const employmentForms = spellings(EMPLOYMENT_WORDS);
const yesOrNo = spellings({ yes: YES_WORDS, no: NO_WORDS });
const difficulty = spellings(DIFFICULTY_WORDS);
const reachWays = spellings(REACH_WORDS);
const YES_OR_NO = '是、否';
const LONGEST_TEXT = 50;
const LONGEST_LANGUAGE = 20;
/** Cards are numbered so. */
const PLAIN_NUMBER = /^[0-9A-Za-z]*$/;
const BETWEEN = /[、,，;；/|\s]+/;

export const headingOf = (field: RosterField): string => rosterHeadings.words[field][0] ?? field;
const bareWord = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s。.]/g, '');

/** Reads one line. @param today YYYY-MM-DD; nobody is born later */
export function readRosterLine(data: DataLine<RosterField>, today: string): RosterLine | LineError[] {
  const cells = new LineCells(data);
  const name = personName(cells.text('name')) || cells.missing('name');
  const id = cells.idNumber();
  const written = cells.raw('birthDate');
  const born = written === '' ? undefined : parseDate(written, today);
  if (written !== '' && !born) cells.wrong('birthDate', 'WRONG_DATE');
  const sex = cells.word('sex', sexes, SEX_WORDS);
  if (id) {
    const agrees = !born || (born.dayKnown ? born.date === id.birthDate : sameMonth(born.date, id.birthDate));
    if (!agrees) cells.wrong('birthDate', 'BIRTH_DATE_NOT_OF_ID');
    if (sex && sex !== id.sex) cells.wrong('sex', 'SEX_NOT_OF_ID');
  }
  if (written === '' && !id) cells.missing('birthDate');
  if (cells.raw('sex') === '' && !id) cells.missing('sex');
  const literate = cells.yesOrNo('literate', yesOrNo);
  const hard = cells.yesOrNo('readingDifficulty', difficulty);
  const line = {
    sheet: data.row.sheet,
    line: data.row.line,
    name,
    sex: sex ?? id?.sex,
    birthDate: id?.birthDate ?? born?.date,
    dayKnown: id !== undefined || born?.dayKnown === true,
    idNumber: id?.number ?? null,
    schooling: cells.word('schooling', schoolings, SCHOOLING_WORDS),
    trade: cells.text('trade') || null,
    employmentForm: cells.word('employmentForm', employmentForms, EMPLOYMENT_WORDS),
    phone: cells.phone(),
    hasSmartphone: cells.yesOrNo('hasSmartphone', yesOrNo),
    languages: cells.languages(),
    readingDifficulty: hard ?? (literate === null ? null : !literate),
    reachBy: cells.reachBy(),
    cardNumber: cells.cardNumber(),
    unitCode: cells.unitName('unitCode'),
    unit: cells.unitName('unit'),
  };
  return cells.problems.length > 0 ? cells.problems : (line as RosterLine);
}

/** The cells of one line by field, and all that is wrong with them. */
class LineCells {
  readonly problems: LineError[] = [];

  constructor(private readonly data: DataLine<RosterField>) {}

  raw(field: RosterField): string {
    const { row, columns } = this.data;
    const column = columns[field];
    if (column === undefined) return '';
    if (row.formulas.length > 0 && row.formulas.includes(column)) this.wrong(field, 'FORMULA');
    const cell = row.cells[column];
    return cell ? cellText(cell) : '';
  }

  text(field: RosterField): string {
    const raw = this.raw(field);
    const value = isPlain(raw) ? raw : raw.replaceAll(/\s+/g, ' ');
    if (value.length > LONGEST_TEXT) this.wrong(field, 'TOO_LONG', { max: LONGEST_TEXT });
    return value;
  }

  word<W extends string>(
    field: RosterField,
    known: ReadonlyMap<string, W>,
    words: Record<string, readonly string[]>,
  ): W | null {
    const value = this.raw(field);
    if (value === '') return null;
    const found = known.get(value) ?? known.get(bareWord(value));
    if (!found) this.wrong(field, 'UNKNOWN_WORD', { allowed: allowed(words) });
    return found ?? null;
  }

  yesOrNo(field: RosterField, known: ReadonlyMap<string, 'yes' | 'no'>): boolean | null {
    const value = this.raw(field);
    if (value === '') return null;
    const found = known.get(value) ?? known.get(bareWord(value));
    if (!found) this.wrong(field, 'UNKNOWN_WORD', { allowed: YES_OR_NO });
    return found ? found === 'yes' : null;
  }

  unitName(field: 'unitCode' | 'unit'): string {
    const raw = this.raw(field);
    return isPlain(raw) ? raw : raw.normalize('NFKC').replaceAll(/\s/g, '');
  }

  phone(): string | null {
    const written = this.raw('phone');
    if (written === '') return null;
    const digits = wholeDigits(written);
    if (digits === undefined) return this.wrong('phone', 'DIGITS_LOST');
    return normalisePhone(digits) ?? this.wrong('phone', 'WRONG_PHONE');
  }

  idNumber(): ReturnType<typeof parseIdNumber> {
    const written = this.raw('idNumber');
    if (written === '') return undefined;
    const digits = wholeDigits(written);
    const id = digits === undefined ? undefined : parseIdNumber(digits);
    if (!id) this.wrong('idNumber', digits === undefined ? 'DIGITS_LOST' : 'WRONG_ID_NUMBER');
    return id;
  }

  cardNumber(): string | null {
    const written = this.text('cardNumber');
    if (written === '') return null;
    const digits = wholeDigits(written);
    if (digits === undefined) return this.wrong('cardNumber', 'DIGITS_LOST');
    const bare = PLAIN_NUMBER.test(digits) ? digits : digits.normalize('NFKC').replaceAll(/[\s-]/g, '');
    return bare.toUpperCase() || null;
  }

  languages(): string[] | null {
    const written = this.raw('languages');
    if (written === '') return null;
    const named = [...new Set(written.normalize('NFKC').split(BETWEEN))].filter((l) => l && !COMMON_LANGUAGE.has(l));
    if (named.some((l) => l.length > LONGEST_LANGUAGE)) this.wrong('languages', 'TOO_LONG', { max: LONGEST_LANGUAGE });
    if (named.length > MOST_LANGUAGES) this.wrong('languages', 'TOO_MANY', { max: MOST_LANGUAGES });
    return named;
  }

  reachBy(): ReachWay[] | null {
    const written = this.raw('reachBy');
    if (written === '') return null;
    const words = written.split(BETWEEN).filter(Boolean);
    const found = words.map((word) => reachWays.get(bareWord(word)));
    if (found.includes(undefined)) this.wrong('reachBy', 'UNKNOWN_WORD', { allowed: allowed(REACH_WORDS) });
    return [...new Set(found.filter((way) => way !== undefined))];
  }

  missing(field: RosterField): undefined {
    this.wrong(field, 'MISSING');
  }

  wrong(field: RosterField, code: LineProblem, params?: LineError['params']): null {
    const { sheet, line } = this.data.row;
    const column = headingOf(field);
    // a formula is one problem, however often its cell is looked at
    if (this.problems.some((p) => p.column === column && (p.code === code || p.code === 'FORMULA'))) return null;
    this.problems.push({ sheet, line, column, code, ...(params && { params }) });
    return null;
  }
}

export const sameMonth = (a: string, b: string): boolean => a.slice(0, 7) === b.slice(0, 7);

const CHINESE = /^[\u4e00-\u9fff]*$/;

/** `张 三` is 张三; names with a dot in the middle have the same dot. */
function personName(text: string): string {
  if (CHINESE.test(text)) return text;
  const dotted = text.replaceAll(/[•・‧∙．●]/g, '·');
  return /[a-z]/i.test(dotted) ? dotted : dotted.replaceAll(' ', '');
}
