import {
  describeError,
  fail,
  type Scope,
  UNIT_CHANGE_NAMES,
  type UnitChangeState,
  type UnitChangeView,
} from '@guantong/contracts';
import { Database, isoTime, isoTimeOrNull, scopeSql, scopeValues, type Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { UnitChangePlan } from '../domain/unit-change.js';

interface Row extends Omit<UnitChangeView, 'kindName' | 'details' | 'problem'> {
  plan: UnitChangePlan;
  problem: { code: string; params: Record<string, string | number> } | null;
}

const VIEW = `c.id as "changeId", c.kind, c.state, c.unit_id as "unitId", c.effective_on::text as "effectiveOn", c.reason,
  c.plan, c.decided_by as "decidedBy", a.display_name as "decidedByName", c.decided_at as "decidedAt",
  c.carried_out_at as "carriedOutAt", c.cancelled_by as "cancelledBy", c.cancelled_at as "cancelledAt", c.problem,
  coalesce((select json_agg(json_build_object('unitId', u.id, 'name', u.name, 'tier', u.tier)
                            order by array_position(c.concerned, u.id))
              from unit u where u.id = any(c.concerned)), '[]') as units`;

/** Whether one of the units that a change touches is within the scope. */
const touches = (first: number): string =>
  `exists (select 1 from unit u where u.id = any(c.concerned) and ${scopeSql('u.id', 'u.path', first)})`;

export interface UnitChangesAsked {
  unitId: string | undefined;
  state: UnitChangeState | undefined;
  /** The last one of the page before. */
  before: string | undefined;
  limit: number;
}

@Injectable()
export class UnitChangeReader {
  constructor(private readonly database: Database) {}

  /** @throws NOT_FOUND */
  async get(scope: Scope, changeId: string, sql: Sql = this.database): Promise<UnitChangeView> {
    const [row] = await sql.query<Row>(
      `select ${VIEW} from unit_change c left join account a on a.id = c.decided_by where c.id = $1 and ${touches(2)}`,
      [changeId, ...scopeValues(scope)],
    );
    if (!row) throw fail('NOT_FOUND');
    return view(row);
  }

  /**
   * The latest first. Plan: the primary key backwards, and the units of each by their keys; a city makes some hundred
   * changes a year.
   */
  async list(scope: Scope, { unitId, state, before, limit }: UnitChangesAsked): Promise<UnitChangeView[]> {
    const rows = await this.database.query<Row>(
      `select ${VIEW} from unit_change c left join account a on a.id = c.decided_by
        where ($1::uuid is null or c.id < $1) and ($2::text is null or c.state = $2) and ${touches(3)}
          and ($5::uuid is null or c.unit_id = $5
               or exists (select 1 from unit u where u.id = any(c.concerned) and u.path @> array[$5::uuid]))
        order by c.id desc limit $6`,
      [before ?? null, state ?? null, ...scopeValues(scope), unitId ?? null, limit],
    );
    return rows.map(view);
  }
}

function view({ plan, problem, ...row }: Row): UnitChangeView {
  return {
    ...row,
    kindName: UNIT_CHANGE_NAMES[row.kind].zh,
    details: detailsOf(plan),
    decidedAt: isoTime(row.decidedAt),
    carriedOutAt: isoTimeOrNull(row.carriedOutAt),
    cancelledAt: isoTimeOrNull(row.cancelledAt),
    problem: problem && problemOf(problem),
  };
}

function problemOf({ code, params }: NonNullable<Row['problem']>): UnitChangeView['problem'] {
  const { zh, en } = describeError(code, params);
  return { code, zh, en };
}

/** The plan without what the view says anyway, and without the ids of people. */
function detailsOf(plan: UnitChangePlan): Record<string, unknown> {
  if (plan.kind !== 'SPLIT') return Object.fromEntries(Object.entries(plan).filter(([name]) => name !== 'kind'));
  return { parts: plan.parts.map(({ workerIds, ...part }) => ({ ...part, workers: workerIds.length })) };
}
