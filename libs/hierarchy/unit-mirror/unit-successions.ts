import type { UnitSucceededV1 } from '@guantong/contracts';
import type { Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { MirroredUnit } from './unit-mirror-repository.js';
import { UnitMirrorRepository } from './unit-mirror-repository.js';

/** A successor may be merged in its turn; longer rows of them than this are a mistake. */
const MOST_IN_A_ROW = 50;

/** Which units are gone, and whose their open work is. The same in whatever order the messages come. */
@Injectable()
export class UnitSuccessions {
  constructor(private readonly mirror: UnitMirrorRepository) {}

  /** Notes that a unit is gone (MERGED or DISSOLVED). A split unit goes on, and is not noted. */
  async keep(tx: Sql, { succession, fromUnitId, toUnitIds: [heir], effectiveAt }: UnitSucceededV1): Promise<void> {
    if (succession === 'SPLIT' || !heir || heir === fromUnitId) return;
    await tx.query(
      `insert into unit_succession (from_unit_id, to_unit_id, succession, effective_at) values ($1, $2, $3, $4)
       on conflict do nothing`,
      [fromUnitId, heir, succession, effectiveAt],
    );
  }

  /**
   * Who has taken over from a unit by now: the successor, or the successor's successor. Undefined while the mirror does
   * not know it yet: a unit that was opened for the purpose may be told of later.
   */
  async heirOf(sql: Sql, unitId: string): Promise<MirroredUnit | undefined> {
    const [last] = await sql.query<{ to_unit_id: string }>(
      `with recursive heirs as (
         select to_unit_id, 1 as step from unit_succession where from_unit_id = $1
          union all
         select s.to_unit_id, h.step + 1 from heirs h join unit_succession s on s.from_unit_id = h.to_unit_id
          where h.step < ${MOST_IN_A_ROW})
       select to_unit_id from heirs order by step desc limit 1`,
      [unitId],
    );
    return last && this.mirror.find(sql, last.to_unit_id);
  }

  /** Units that were told to be gone within the last day: work may still have reached them since. */
  async recent(sql: Sql): Promise<string[]> {
    const rows = await sql.query<{ from_unit_id: string }>(
      `select from_unit_id from unit_succession where heard_at > now() - interval '1 day' order by from_unit_id`,
    );
    return rows.map((row) => row.from_unit_id);
  }
}
