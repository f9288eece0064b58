import { type DutyPlanQuery, type DutyPlanView, fail, type Scope, type DutyPerson } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { coverage, gapsBetween, type Roster } from '../domain/duty-coverage.js';
import { DAY_MINUTES, timeOf } from '../domain/local-time.js';
import { DutyRepository } from '../persistence/duty-repository.js';
import { RosterReader } from '../persistence/roster-reader.js';
import { WorkingCalendar } from './working-calendar.js';

const DAYS = 14;
const NOBODY: Roster = { shifts: [], substitutions: [], eligible: new Map() };

/** Who will be on duty at a unit in the days to come, and when nobody will. */
@Injectable()
export class PlanDuty {
  constructor(
    private readonly database: Database,
    private readonly duty: DutyRepository,
    private readonly rosters: RosterReader,
  ) {}

  /** @throws NOT_FOUND */
  async run(scope: Scope, { unitId, duty, days = DAYS }: DutyPlanQuery): Promise<DutyPlanView> {
    await this.duty.requireUnit(scope, unitId);
    const from = await this.rosters.now();
    const window = { from, until: from + days * DAY_MINUTES };
    const roster = (await this.rosters.of(this.database, [unitId], duty, window)).get(unitId) ?? NOBODY;
    const calendar = new WorkingCalendar(await this.rosters.localDays(window));
    const stretches = coverage(roster, window, calendar.kindOf);
    const staff = await this.staff(stretches.flatMap((each) => [each.accountId, each.insteadOf ?? each.accountId]));
    const ref = (id: string): DutyPerson => {
      const found = staff.get(id);
      if (!found) throw fail('NOT_FOUND');
      return found;
    };
    const period = (span: { from: number; until: number }) => ({ from: timeOf(span.from), until: timeOf(span.until) });
    return {
      unitId,
      duty,
      ...period(window),
      stretches: stretches.map((each) => ({
        ...period(each),
        onDuty: ref(each.accountId),
        insteadOf: each.insteadOf === null ? null : ref(each.insteadOf),
      })),
      gaps: gapsBetween(stretches, window).map(period),
      calendarNotice: calendar.notice(),
    };
  }

  private async staff(ids: readonly string[]): Promise<Map<string, DutyPerson>> {
    const rows = await this.database.query<DutyPerson>(
      `select id as "accountId", display_name as "displayName" from account where id = any($1::uuid[])`,
      [[...new Set(ids)]],
    );
    return new Map(rows.map((row) => [row.accountId, row]));
  }
}
