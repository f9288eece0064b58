import type { Scope, UnreachedWorker } from '@guantong/contracts';
import { scopeSql, scopeValues, type Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

/**
 * Slots of a union's audience without a read bit, and who has them today (unique index on unit and slot). Who had
 * everything erased is nobody.
 */
const UNREACHED = `
  select coalesce(json_agg(x.item), '[]') as items
    from (select json_build_object('slot', s.slot, 'workerId', case when w.sex is not null then w.worker_id end,
                   'state', case w.status when 'ACTIVE' then 'HERE' when 'LEFT' then 'LEFT' else 'ELSEWHERE' end,
                   'hasSmartphone', w.has_smartphone) as item
            from delivery d
           cross join lateral generate_series($3::int + 1, d.slots - 1) as s (slot)
            left join worker_mirror w on w.unit_id = d.unit_id and w.slot = s.slot
           where d.post_id = $1 and d.unit_id = $2
             and get_bit(d.audience, s.slot) = 1 and (d.read is null or get_bit(d.read, s.slot) = 0)
           order by s.slot limit $4) x`;

@Injectable()
export class UnreachedRepository {
  /** Whether the post came to this grassroots union, and the union is within the scope. */
  async exists(sql: Sql, postId: string, unitId: string, scope: Scope): Promise<boolean> {
    const rows = await sql.query(
      `select 1 from delivery d join unit_mirror u using (unit_id)
        where d.post_id = $1 and d.unit_id = $2 and ${scopeSql('u.unit_id', 'u.path', 3)}`,
      [postId, unitId, ...scopeValues(scope)],
    );
    return rows.length === 1;
  }

  /** The caller has held the union against a scope, by `exists`. */
  async list(sql: Sql, postId: string, unitId: string, afterSlot: number, limit: number): Promise<UnreachedWorker[]> {
    const [row] = await sql.query<{ items: UnreachedWorker[] }>(UNREACHED, [postId, unitId, afterSlot, limit]);
    return row?.items ?? [];
  }
}
