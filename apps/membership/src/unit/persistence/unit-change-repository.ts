import { fail, type Scope, type UnitChangeState } from '@guantong/contracts';
import { scopeSql, scopeValues, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { concernedBy, type UnitChangePlan, unitOfPlan } from '../domain/unit-change.js';
import { UNIT_CHANGE_STEPS, type UnitChangeStep } from '../domain/unit-change-states.js';

export interface NewUnitChange {
  id: string;
  plan: UnitChangePlan;
  state: UnitChangeState;
  /** Calendar date in Asia/Shanghai. */
  effectiveOn: string;
  reason: string;
  decidedBy: string | null;
}

export interface DueUnitChange {
  id: string;
  plan: UnitChangePlan;
  decidedBy: string | null;
  tries: number;
}

/** Decisions about the tree; a row is never deleted. */
@Injectable()
export class UnitChangeRepository {
  /** The calendar date in Asia/Shanghai, by the database's clock. */
  async today(tx: Tx): Promise<string> {
    const [row] = await tx.query<{ today: string }>(`select (now() at time zone 'Asia/Shanghai')::date::text as today`);
    return row?.today ?? '';
  }

  /** @throws NOT_FOUND unless all of the units are there and in the scope */
  async assertInScope(tx: Tx, unitIds: readonly string[], scope: Scope): Promise<void> {
    const seen = await tx.query(
      `select 1 from unit u where u.id = any($1::uuid[]) and ${scopeSql('u.id', 'u.path', 2)}`,
      [unitIds, ...scopeValues(scope)],
    );
    if (seen.length < new Set(unitIds).size) throw fail('NOT_FOUND');
  }

  /** How many units have another path afterwards, and how many workers another union: at most. */
  async sizeOf(tx: Tx, unitIds: readonly string[]): Promise<{ units: number; workers: number }> {
    const [row] = await tx.query<{ units: number; workers: number }>(
      `select coalesce(sum(coalesce(t.units, 0) + coalesce(since.units, 0)), 0)::int as units,
              coalesce(sum(u.worker_count), 0)::int as workers
         from unit u left join unit_tally t on t.unit_id = u.id
         left join lateral (select sum(c.units) as units from unit_tally_change c where c.unit_id = u.id) since on true
        where u.id = any($1::uuid[])`,
      [unitIds],
    );
    return row ?? { units: 0, workers: 0 };
  }

  async insert(tx: Tx, { id, plan, state, effectiveOn, reason, decidedBy }: NewUnitChange): Promise<void> {
    await tx.query(
      `insert into unit_change (id, kind, state, unit_id, concerned, effective_on, reason, plan, decided_by, carried_out_at)
       values ($1, $2, $3, $4, $5::uuid[], $6::date, $7, $8, $9, case when $3 = 'DONE' then now() end)`,
      [id, plan.kind, state, unitOfPlan(plan), concernedBy(plan), effectiveOn, reason, JSON.stringify(plan), decidedBy],
    );
  }

  /**
   * The next one whose day has come, by the database's clock, in the order of days and decisions; nothing while another
   * copy of the service is at it, since the order counts. Plan: unit_change_due.
   */
  async nextDue(tx: Tx): Promise<DueUnitChange | undefined> {
    await tx.query(`set local lock_timeout = '10s'`); // nobody waits for an answer
    const [free] = await tx.query<{ free: boolean }>(
      `select pg_try_advisory_xact_lock(hashtext('membership.planned-changes')) as free`,
    );
    if (!free?.free) return undefined;
    const [row] = await tx.query<DueUnitChange>(
      `select id, plan, decided_by as "decidedBy", tries from unit_change
        where state = 'PLANNED' and effective_on <= (now() at time zone 'Asia/Shanghai')::date and try_after <= now()
        order by effective_on, id limit 1 for update`,
    );
    return row;
  }

  /** False when it is not in a state from which the step is possible. */
  async step(
    tx: Tx,
    id: string,
    step: UnitChangeStep,
    { by = null, problem = null }: { by?: string | null; problem?: object | null } = {},
  ): Promise<boolean> {
    const { from, to } = UNIT_CHANGE_STEPS[step];
    const changed = await tx.query(
      `update unit_change
          set state = $3, problem = $4::jsonb,
              carried_out_at = case when $3 = 'DONE' then now() end,
              cancelled_at = case when $3 = 'CANCELLED' then now() end,
              cancelled_by = case when $3 = 'CANCELLED' then $5::uuid end
        where id = $1 and state = $2 returning 1`,
      [id, from, to, problem && JSON.stringify(problem), by],
    );
    return changed.length === 1;
  }

  async tryLater(tx: Tx, id: string, seconds: number): Promise<void> {
    await tx.query(
      `update unit_change set tries = tries + 1, try_after = now() + make_interval(secs => $2) where id = $1`,
      [id, seconds],
    );
  }
}
