import { prepared, scopeSql } from '@guantong/persistence';
import type { PlacedLine } from '../domain/recognise.js';

/** For this transaction only. Each way in is an index lookup; on a small or unknown table others would look cheaper. */
export const NO_READING_THROUGH = prepared(
  'no-reading-through',
  `select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true)`,
);

const KNOWN = `w.id, w.unit_id as "unitId", w.slot, w.name, w.sex, w.birth_date::text as "birthDate", w.schooling, w.trade,
  w.employment_form as "employmentForm", w.has_smartphone as "hasSmartphone", w.languages,
  w.reading_difficulty as "readingDifficulty", w.reach_by as "reachBy", w.card_number as "cardNumber",
  encode(w.phone_index, 'hex') as "phoneIndex", encode(w.id_number_index, 'hex') as "idNumberIndex", w.status,
  w.left_kind as "leftKind",
  array(select m.unit_id::text from secondary_membership m where m.worker_id = w.id and m.ended is null) as secondary`;

/** The ways to find somebody, each with the key of a line that it takes. */
const WAYS: readonly { has: (line: PlacedLine) => boolean; find: string }[] = [
  {
    has: () => true,
    find: `w.unit_id = l.unit_id and w.name = l.name and w.birth_date between l.born_from and l.born_to`,
  },
  { has: (line) => line.cardNumber !== null, find: `w.card_number = l.card` },
  { has: (line) => line.phoneIndex !== null, find: `w.phone_index = l.phone` },
  { has: (line) => line.idNumberIndex !== null, find: `w.id_number_index = l.id_number` },
  { has: (line) => line.answer?.as === 'WORKER', find: `w.id = l.answer` },
];
/** Of those who share a phone, or a name and a month in a union. */
const MOST_ALIKE = 20;

/** Most rosters have no ID numbers, or no cards: a lookup that finds nothing still costs as much as any. */
const texts: readonly string[] = Array.from({ length: 2 ** WAYS.length }, (_, chosen) =>
  prepared(`roster-candidates-${chosen}`, textFor(WAYS.filter((_way, i) => chosen & (1 << i)).map((way) => way.find))),
);

/** Takes the eight arrays of `keysOfLines` and the two values of a scope. */
export function candidatesSql(lines: readonly PlacedLine[]): string {
  let chosen = 0;
  for (const [i, { has }] of WAYS.entries()) if (lines.some(has)) chosen |= 1 << i;
  return texts[chosen] as string;
}

/** Whom nobody has met, most of a first roster, costs the lookups and nothing else: the rest is read of those found. */
function textFor(finds: readonly string[]): string {
  const found = finds.map(
    (find) => `select l.ord, m.id from line l cross join lateral (
           select w.id from worker w where ${find} limit ${MOST_ALIKE}) m`,
  );
  return `with line as materialized (
         select l.* from unnest($1::uuid[], $2::text[], $3::date[], $4::date[], $5::text[], $6::bytea[], $7::bytea[], $8::uuid[])
           with ordinality as l (unit_id, name, born_from, born_to, card, phone, id_number, answer, ord)),
       met as materialized (${found.join(' union all ')})
       select met.ord::int, ${KNOWN}, ${scopeSql('u.id', 'u.path', 9)} as "inScope"
         from (select distinct ord, id from met) met join worker w on w.id = met.id join unit u on u.id = w.unit_id`;
}
