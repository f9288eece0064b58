import type { MirroredWorker } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { mirroredWorkerSql } from '../../membership-place/persistence/mirrored-worker-sql.js';

const FIRST = '00000000-0000-0000-0000-000000000000';

/** Workers as other services mirror them; asked by services only, so without a scope. */
@Injectable()
export class WorkerMirrorReader {
  constructor(private readonly database: Database) {}

  /** Units with workers, by id. */
  async digests(
    after: string | undefined,
    limit: number,
  ): Promise<[unitId: string, count: number, revisionSum: number][]> {
    const rows = await this.database.query<{ unitId: string; count: number; sum: string }>(
      `select u.id as "unitId", d.count, d.sum
         from (select id from unit where id > $1 and exists (select 1 from worker w where w.unit_id = unit.id)
                order by id limit $2) u,
              lateral (select count(*)::int as count, coalesce(sum(w.revision), 0)::text as sum
                         from worker w where w.unit_id = u.id) d
        order by u.id`,
      [after ?? FIRST, limit],
    );
    return rows.map((row) => [row.unitId, row.count, Number(row.sum)]);
  }

  async ofUnit(unitId: string, afterSlot: number, limit: number): Promise<MirroredWorker[]> {
    const rows = await this.database.hotQuery<{ worker: MirroredWorker }>(
      'worker-mirrored',
      `select ${mirroredWorkerSql('w')} as worker
         from worker w where w.unit_id = $1 and w.slot > $2 order by w.slot limit $3`,
      [unitId, afterSlot, limit],
    );
    return rows.map((row) => row.worker);
  }
}
