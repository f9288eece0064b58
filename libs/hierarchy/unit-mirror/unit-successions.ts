import type { UnitSucceededV1 } from '@guantong/contracts';
import type { Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { type MirroredUnit, UnitMirrorRepository } from './unit-mirror-repository.js';

/** Which units are gone, and whose their open work is. The same in whatever order the messages come. */
@Injectable()
export class UnitSuccessions {
  constructor(private readonly mirror: UnitMirrorRepository) {}

  /** Notes that a unit is gone (MERGED or DISSOLVED). A split unit goes on, and is not noted. */
  async keep(tx: Sql, { succession, fromUnitId, toUnitIds: [heir], effectiveAt }: UnitSucceededV1): Promise<void> {
    if (succession === 'SPLIT' || !heir || heir === fromUnitId) return;
    // One at a time: two that follow on each other would not see each other's rows.
    await tx.query(`select pg_advisory_xact_lock(hashtext('guantong.unit-succession'))`);
    await tx.query(
      `with heir as (
         select coalesce((select s.heir_unit_id from unit_succession s where s.from_unit_id = $2), $2::uuid) as unit_id),
       noted as (
         insert into unit_succession (from_unit_id, to_unit_id, heir_unit_id, succession, effective_at)
         select $1, $2, unit_id, $3, $4 from heir where unit_id <> $1
         on conflict do nothing returning heir_unit_id)
       update unit_succession s set heir_unit_id = noted.heir_unit_id from noted where s.heir_unit_id = $1`,
      [fromUnitId, heir, succession, effectiveAt],
    );
  }

  /** Who has taken over from a unit by now; null when the unit is not gone. */
  async heirIdOf(sql: Sql, unitId: string): Promise<string | null> {
    const [row] = await sql.query<{ heir_unit_id: string }>(
      `select heir_unit_id from unit_succession where from_unit_id = $1`,
      [unitId],
    );
    return row?.heir_unit_id ?? null;
  }

  /** As `heirIdOf`; undefined also while the mirror does not know it: a unit opened for the purpose may be told of later. */
  async heirOf(sql: Sql, unitId: string): Promise<MirroredUnit | undefined> {
    const heirId = await this.heirIdOf(sql, unitId);
    return heirId === null ? undefined : this.mirror.find(sql, heirId);
  }
}
