import {
  EMPLOYMENT_FORM_NAMES,
  REACH_WAY_NAMES,
  type ReachWay,
  type RosterChangeField,
  SCHOOLING_NAMES,
} from '@guantong/contracts';
import { maskPhone } from '../../personal-data/phone-number.js';
import { bornAlike, type KnownWorker, type PlacedLine } from './recognise.js';

/** One field that a line changes, as it may be shown: numbers masked. A list, so that it reads the same from jsonb. */
export type Change = [field: RosterChangeField, from: string | null, to: string | null];

const yesOrNo = (value: boolean): string => (value ? '是' : '否');
const sexName = (sex: string): string => (sex === 'M' ? '男' : '女');
const list = (values: readonly string[]): string => values.join('、');
const waysOf = (ways: readonly string[]): string => list(ways.map((way) => REACH_WAY_NAMES[way as ReachWay]));
/** JK0000001234 → ****1234 */
export const maskCard = (card: string): string => `****${card.slice(-4)}`;

/** The birth date a worker has after the line: a month alone never takes a day away. */
export const birthDateAfter = (line: PlacedLine, before: KnownWorker): string =>
  !line.dayKnown && bornAlike(line, before) ? before.birthDate : line.birthDate;

/**
 * What a line says that the roster does not have yet. What it leaves open stays as it is. The old phone is not known
 * here (it is encrypted): its place is null.
 */
export function changesOf(line: PlacedLine, before: KnownWorker, unitName: (id: string) => string): Change[] {
  const changes: Change[] = [];
  const note = (field: RosterChangeField, from: string | null, to: string | null) => {
    if (from !== to) changes.push([field, from, to]);
  };
  if (before.unitId !== line.unitId) changes.push(['unit', unitName(before.unitId), unitName(line.unitId)]);
  if (before.status !== 'ACTIVE') changes.push(['status', '已离会', '在会']);
  note('name', before.name, line.name);
  note('sex', sexName(before.sex), sexName(line.sex));
  note('birthDate', before.birthDate, birthDateAfter(line, before));
  const { schooling, employmentForm, languages, reachBy } = line;
  if (schooling !== null && schooling !== before.schooling)
    changes.push(['schooling', nameIn(SCHOOLING_NAMES, before.schooling), SCHOOLING_NAMES[schooling]]);
  if (line.trade !== null) note('trade', before.trade, line.trade);
  if (employmentForm !== null && employmentForm !== before.employmentForm) {
    const from = nameIn(EMPLOYMENT_FORM_NAMES, before.employmentForm);
    changes.push(['employmentForm', from, EMPLOYMENT_FORM_NAMES[employmentForm]]);
  }
  if (line.phone !== null && line.phoneIndex !== before.phoneIndex)
    changes.push(['phone', null, maskPhone(line.phone)]);
  if (line.hasSmartphone !== null) note('hasSmartphone', yesOrNo(before.hasSmartphone), yesOrNo(line.hasSmartphone));
  if (languages !== null) note('languages', list(before.languages), list(languages));
  if (line.readingDifficulty !== null)
    note('readingDifficulty', yesOrNo(before.readingDifficulty), yesOrNo(line.readingDifficulty));
  if (reachBy !== null) note('reachBy', waysOf(before.reachBy), waysOf(reachBy));
  if (line.cardNumber !== null && line.cardNumber !== before.cardNumber)
    changes.push(['cardNumber', before.cardNumber && maskCard(before.cardNumber), maskCard(line.cardNumber)]);
  if (line.idNumberIndex !== null && line.idNumberIndex !== before.idNumberIndex)
    changes.push(['idNumber', before.idNumberIndex && '已登记', '已登记（号码不保存）']);
  return changes;
}

const nameIn = (names: Record<string, string>, word: string): string => names[word] ?? word;
