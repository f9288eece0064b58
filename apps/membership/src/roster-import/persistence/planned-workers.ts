import { bareArray, byteaArray, type Sql, textArray, type Tx, uuidArray } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { birthDateAfter } from '../domain/line-changes.js';
import type { Verdict } from '../domain/batch-plan.js';
import type { KnownWorker, PlacedLine } from '../domain/recognise.js';
import { keysOfLines, LINES } from './line-keys.js';

interface PlannedRow {
  ord: number | null;
  id: string;
  unitId: string;
  name: string;
  birthDate: string;
  cardNumber: string | null;
  phoneIndex: string | null;
  idNumberIndex: string | null;
}

/** Whom a check would have added or changed so far: a check must know them again further down the file. */
@Injectable()
export class PlannedWorkers {
  /** Adds them to the candidates of each line, and lets them stand for the workers whom they would change. */
  async amend(
    sql: Sql,
    importId: string,
    lines: readonly PlacedLine[],
    candidates: Map<number, KnownWorker[]>,
  ): Promise<Map<number, KnownWorker[]>> {
    const known = [...new Set([...candidates.values()].flat().map((w) => w.id))];
    const rows = await this.found(sql, importId, lines, known);
    if (rows.length === 0) return candidates;
    const planned = new Map(rows.map((row) => [row.id, row]));
    const amended = new Map<number, KnownWorker[]>();
    for (const [i, list] of candidates) {
      amended.set(
        i,
        list.map((w) => asPlanned(w, planned.get(w.id))),
      );
    }
    for (const row of rows) {
      if (row.ord === null) continue;
      const list = amended.get(row.ord - 1) ?? [];
      if (!list.some((w) => w.id === row.id)) list.push(asPlanned(NOBODY, row));
      amended.set(row.ord - 1, list);
    }
    return amended;
  }

  private found(sql: Sql, importId: string, lines: readonly PlacedLine[], known: string[]): Promise<PlannedRow[]> {
    return sql.query<PlannedRow>(
      `with line as materialized (${LINES}),
       met as (
         select l.ord, p.worker_id from line l
           join roster_import_planned p on p.import_id = $8 and p.card_number = l.card
         union
         select l.ord, p.worker_id from line l
           join roster_import_planned p on p.import_id = $8 and p.id_number_index = l.id_number
         union
         select l.ord, p.worker_id from line l
           join roster_import_planned p on p.import_id = $8 and p.phone_index = l.phone
         union
         select l.ord, p.worker_id from line l
           join roster_import_planned p on p.import_id = $8 and p.unit_id = l.unit_id and p.name = l.name
            and p.birth_date between l.born_from and l.born_to
         union
         select null, k.id from unnest($9::uuid[]) as k (id))
       select met.ord::int, p.worker_id as id, p.unit_id as "unitId", p.name, p.birth_date::text as "birthDate",
              p.card_number as "cardNumber", encode(p.phone_index, 'hex') as "phoneIndex",
              encode(p.id_number_index, 'hex') as "idNumberIndex"
         from met join roster_import_planned p on p.import_id = $8 and p.worker_id = met.worker_id`,
      [...keysOfLines(lines), importId, known],
    );
  }

  /** Another answer is given: whom the line was about before is free again. */
  async forget(tx: Tx, importId: string, workerId: string): Promise<void> {
    await tx.query(`delete from roster_import_planned where import_id = $1 and worker_id = $2`, [importId, workerId]);
  }

  async note(tx: Tx, importId: string, verdicts: readonly Verdict[]): Promise<void> {
    if (verdicts.length === 0) return;
    await tx.query(
      `insert into roster_import_planned (import_id, worker_id, unit_id, name, birth_date, card_number, phone_index,
                                          id_number_index)
       select $1, p.id, p.unit_id, p.name, p.birth_date, p.card, p.phone, p.id_number
         from unnest($2::uuid[], $3::uuid[], $4::text[], $5::date[], $6::text[], $7::bytea[], $8::bytea[])
           as p (id, unit_id, name, birth_date, card, phone, id_number)
       on conflict do nothing`,
      [
        importId,
        uuidArray(verdicts, (v) => v.id),
        uuidArray(verdicts, (v) => v.line.unitId),
        textArray(verdicts, (v) => v.line.name),
        bareArray(verdicts, (v) => (v.before ? birthDateAfter(v.line, v.before) : v.line.birthDate)),
        textArray(verdicts, (v) => v.line.cardNumber ?? v.before?.cardNumber),
        byteaArray(verdicts, (v) => v.line.phoneIndex ?? v.before?.phoneIndex),
        byteaArray(verdicts, (v) => v.line.idNumberIndex ?? v.before?.idNumberIndex),
      ],
    );
  }
}

/** Of somebody who is only planned, nothing but what they are recognised by is ever looked at. */
const NOBODY: KnownWorker = {
  ...{ id: '', unitId: '', slot: 0, name: '', sex: '', birthDate: '', schooling: '', trade: '', employmentForm: '' },
  ...{ hasSmartphone: false, languages: [], readingDifficulty: false, reachBy: [], cardNumber: null, phoneIndex: null },
  ...{ idNumberIndex: null, status: 'ACTIVE', leftKind: null, secondary: [], inScope: true },
};

function asPlanned(worker: KnownWorker, row: PlannedRow | undefined): KnownWorker {
  if (!row) return worker;
  const { id, unitId, name, birthDate, cardNumber, phoneIndex, idNumberIndex } = row;
  return { ...worker, id, unitId, name, birthDate, cardNumber, phoneIndex, idNumberIndex, inScope: true };
}
