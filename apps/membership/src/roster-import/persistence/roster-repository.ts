import type { EmploymentForm, MirroredWorker, Schooling, Scope } from '@guantong/contracts';
import {
  bareArray,
  byteaArray,
  Database,
  prepared,
  scopeSql,
  scopeValues,
  type Sql,
  textArray,
  type Tx,
  uuidArray,
} from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { mirroredWorkerSql } from '../../membership-place/persistence/mirrored-worker-sql.js';
import type { DirectoryUnit } from '../domain/grassroots-directory.js';
import type { KnownWorker, PlacedLine } from '../domain/recognise.js';
import { candidatesSql, NO_READING_THROUGH } from './candidates-sql.js';
import { byLine, keysOfLines } from './line-keys.js';

/** For somebody known, null means: stays as it is. */
export interface WorkerToAdd {
  id: string;
  slot: number;
  line: PlacedLine;
  birthDate: string;
  /** A new phone, encrypted; its hash in hexadecimal. */
  sealed: { encrypted: Buffer; keyId: string; index: string } | null;
}

const MIRRORED = `${mirroredWorkerSql('w')} as worker`;

/** A roster a thousand lines at a time. */
@Injectable()
export class RosterRepository {
  constructor(private readonly database: Database) {}

  /** Another text whenever the directory is another: each change of a unit gives it a higher revision. */
  async stateOfUnits(scope: Scope): Promise<string> {
    const [row] = await this.database.query<{ state: string }>(
      `select concat_ws(' ', count(*), max(u.revision), sum(u.revision)) as state
         from unit u where u.status = 'ACTIVE' and ${scopeSql('u.id', 'u.path', 1)}`,
      scopeValues(scope),
    );
    return row?.state ?? '';
  }

  async directory(scope: Scope): Promise<DirectoryUnit[]> {
    return this.database.query<DirectoryUnit>(
      `select u.id, u.code, u.name, u.short_name as "shortName", u.tier from unit u where u.status = 'ACTIVE' and ${scopeSql('u.id', 'u.path', 1)}`,
      scopeValues(scope),
    );
  }

  /** Names of a union and of those in which these workers are, as far as they are within the scope. */
  async unitNames(
    sql: Sql,
    scope: Scope,
    of: { unitId: string; workerIds: readonly string[] },
  ): Promise<Map<string, string>> {
    const rows = await sql.query<{ id: string; name: string }>(
      `select u.id, u.name from unit u
        where (u.id = $1 or u.id in (select w.unit_id from worker w where w.id = any($2::uuid[])))
          and u.status = 'ACTIVE' and ${scopeSql('u.id', 'u.path', 3)}`,
      [of.unitId, of.workerIds, ...scopeValues(scope)],
    );
    return new Map(rows.map((row) => [row.id, row.name]));
  }

  /**
   * Locks the unions in a fixed order, so that whoever else fills one of them waits and then finds our workers; gives
   * the next free slot of each.
   */
  async lockUnits(tx: Tx, unitIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await tx.query<{ id: string; nextSlot: number }>(
      `select id, next_slot as "nextSlot" from unit where id = any($1::uuid[]) order by id for no key update`,
      [unitIds],
    );
    return new Map(rows.map((row) => [row.id, row.nextSlot]));
  }

  /**
   * Everybody whom a line may be about, by the line's place in `lines`: a few too many, since a birth date finds its
   * whole month, and of those who share a phone the first twenty. Plan: an index lookup a line for each of the keys that
   * any line has. The planner is told, because a roster that is being filled has no statistics, and reading it through
   * would look cheap.
   */
  async candidates(sql: Sql, scope: Scope, lines: readonly PlacedLine[]): Promise<Map<number, KnownWorker[]>> {
    await sql.query(NO_READING_THROUGH);
    const rows = await sql.query<KnownWorker & { ord: number }>(candidatesSql(lines), [
      ...keysOfLines(lines),
      ...scopeValues(scope),
    ]);
    return byLine(rows);
  }

  /** Phone numbers as the roster has them now, to be shown masked beside the new ones. */
  async sealedPhones(
    sql: Sql,
    workerIds: readonly string[],
  ): Promise<{ id: string; phone: Buffer | null; phoneKey: string | null }[]> {
    if (workerIds.length === 0) return [];
    return sql.query(
      `select id, phone_encrypted as phone, phone_key_id as "phoneKey" from worker where id = any($1::uuid[])`,
      [workerIds],
    );
  }

  async add(tx: Tx, workers: readonly WorkerToAdd[]): Promise<MirroredWorker[]> {
    if (workers.length === 0) return [];
    const rows = await tx.query<{ id: string; revision: string }>(ADD, newValues(workers));
    const revisions = new Map(rows.map((row) => [row.id, Number(row.revision)]));
    return workers.map((w) => newcomer(w, revisions.get(w.id) ?? 0));
  }

  /** What is null stays as it is. A worker who changes unions gets a place in the new one. */
  async change(tx: Tx, workers: readonly WorkerToAdd[]): Promise<MirroredWorker[]> {
    if (workers.length === 0) return [];
    const rows = await tx.query<{ worker: MirroredWorker }>(
      `update worker w
          set unit_id = n.unit_id, slot = n.slot, name = n.name, sex = n.sex, birth_date = n.birth_date,
              schooling = coalesce(n.schooling, w.schooling), trade = coalesce(n.trade, w.trade),
              employment_form = coalesce(n.employment_form, w.employment_form),
              phone_encrypted = coalesce(n.phone, w.phone_encrypted),
              phone_key_id = coalesce(${PHONE_KEY}, w.phone_key_id),
              phone_index = coalesce(n.phone_index, w.phone_index),
              has_smartphone = coalesce(n.smartphone, w.has_smartphone), card_number = coalesce(n.card, w.card_number),
              id_number_index = coalesce(n.id_number, w.id_number_index),
              languages = coalesce(string_to_array(n.languages, '|'), w.languages),
              reading_difficulty = coalesce(n.difficulty, w.reading_difficulty),
              reach_by = coalesce(string_to_array(n.reach_by, '|'), w.reach_by),
              status = 'ACTIVE', revision = nextval('worker_revision')
         from ${NEW_VALUES}
        where w.id = n.id
       returning ${MIRRORED}`,
      newValues(workers),
    );
    return rows.map((row) => row.worker);
  }

  /** @param changes slots given away and members gained (or lost), per union */
  async countMembers(tx: Tx, changes: ReadonlyMap<string, { slots: number; members: number }>): Promise<void> {
    if (changes.size === 0) return;
    await tx.query(
      `update unit u set next_slot = u.next_slot + c.slots, worker_count = u.worker_count + c.members,
              roster_changed_at = now()
         from unnest($1::uuid[], $2::int[], $3::int[]) as c (id, slots, members) where u.id = c.id`,
      [[...changes.keys()], [...changes.values()].map((c) => c.slots), [...changes.values()].map((c) => c.members)],
    );
  }

  /** Notes which unions have lines in the file; said only once the file has been worked through. */
  async markImported(tx: Tx, importId: string): Promise<void> {
    await tx.query(
      `update unit set roster_imported_at = now()
        where id in (select unit_id from roster_import_unit where import_id = $1)`,
      [importId],
    );
  }
}

/** Somebody new as others mirror them: all of it is known here, which spares the database a third of its work. */
const newcomer = (w: WorkerToAdd, revision: number): MirroredWorker => ({
  workerId: w.id,
  unitId: w.line.unitId,
  slot: w.slot,
  sex: w.line.sex,
  birthYear: Number(w.birthDate.slice(0, 4)),
  schooling: w.line.schooling as Schooling,
  employmentForm: w.line.employmentForm as EmploymentForm,
  hasSmartphone: w.line.hasSmartphone ?? false,
  status: 'ACTIVE',
  revision,
  secondary: [],
});

const NEW_VALUES = `unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::date[], $7::text[], $8::text[],
  $9::text[], $10::bytea[], $11::bytea[], $12::boolean[], $13::text[], $14::bytea[], $15::text[], $16::boolean[],
  $17::text[])
  as n (id, unit_id, slot, name, sex, birth_date, schooling, trade, employment_form, phone, phone_index, smartphone, card,
        id_number, languages, difficulty, reach_by)`;
/** All new phones are encrypted with the key that is current. */
const PHONE_KEY = `case when n.phone is not null then $18 end`;

const ADD = prepared(
  'add-workers',
  `insert into worker as w (id, unit_id, slot, name, sex, birth_date, schooling, trade, employment_form, phone_encrypted,
                            phone_key_id, phone_index, has_smartphone, card_number, id_number_index, languages,
                            reading_difficulty, reach_by)
   select n.id, n.unit_id, n.slot, n.name, n.sex, n.birth_date, n.schooling, coalesce(n.trade, ''), n.employment_form,
          n.phone, ${PHONE_KEY}, n.phone_index, coalesce(n.smartphone, false), n.card, n.id_number,
          coalesce(string_to_array(n.languages, '|'), '{}'), coalesce(n.difficulty, false),
          coalesce(string_to_array(n.reach_by, '|'), '{}')
     from ${NEW_VALUES}
   returning w.id, w.revision::text`,
);

const newValues = (workers: readonly WorkerToAdd[]): unknown[] => [
  uuidArray(workers, (w) => w.id),
  uuidArray(workers, (w) => w.line.unitId),
  bareArray(workers, (w) => w.slot),
  textArray(workers, (w) => w.line.name),
  bareArray(workers, (w) => w.line.sex),
  bareArray(workers, (w) => w.birthDate),
  bareArray(workers, (w) => w.line.schooling),
  textArray(workers, (w) => w.line.trade),
  bareArray(workers, (w) => w.line.employmentForm),
  byteaArray(workers, (w) => w.sealed?.encrypted),
  byteaArray(workers, (w) => w.sealed?.index),
  bareArray(workers, (w) => w.line.hasSmartphone),
  textArray(workers, (w) => w.line.cardNumber),
  byteaArray(workers, (w) => w.line.idNumberIndex),
  // no language has a bar in its name: it separates them in the file as well
  textArray(workers, (w) => w.line.languages?.join('|')),
  bareArray(workers, (w) => w.line.readingDifficulty),
  textArray(workers, (w) => w.line.reachBy?.join('|')),
  workers.find((w) => w.sealed)?.sealed?.keyId ?? null,
];
