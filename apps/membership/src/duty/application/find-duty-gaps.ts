import { DUTIES, type Duty, DutyGapFound } from '@guantong/contracts';
import { Outbox } from '@guantong/messaging';
import { Database, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { coverage, gapsBetween } from '../domain/duty-coverage.js';
import { dateOf, timeOf } from '../domain/local-time.js';
import { nightAt } from '../domain/night.js';
import { DutyGapRepository, type FoundGap } from '../persistence/duty-gap-repository.js';
import { RosterReader } from '../persistence/roster-reader.js';
import { WorkingCalendar } from './working-calendar.js';

/** Units in one transaction: some 50 ms of work. */
const BATCH = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * Looks for units that have a roster and nobody on duty for a part of tonight, and warns the unit and the one above,
 * once a night. Units without a roster of their own are looked after by those above, as hazards are.
 */
@Injectable()
export class FindDutyGaps {
  constructor(
    private readonly database: Database,
    private readonly gaps: DutyGapRepository,
    private readonly rosters: RosterReader,
    private readonly outbox: Outbox,
  ) {}

  /** @returns how many units were warned; none when another copy is at it */
  async run(): Promise<number> {
    let warned = 0;
    for (const duty of DUTIES) {
      for (let after: string | undefined = BEFORE_ALL; after !== undefined;) {
        const batch: { warned: number; last: string | undefined } = await this.batch(duty, after);
        warned += batch.warned;
        after = batch.last;
      }
    }
    return warned;
  }

  private batch(duty: Duty, after: string): Promise<{ warned: number; last: string | undefined }> {
    return this.database.transaction(async (tx) => {
      if (!(await this.gaps.lock(tx))) return { warned: 0, last: undefined };
      const night = nightAt(await this.rosters.now(tx));
      const date = dateOf(night.day);
      const units = await this.gaps.unitsWithRoster(tx, duty, date, after, BATCH);
      const found = await this.nobodyThere(tx, units, duty, night);
      const fresh = await this.gaps.open(tx, duty, date, found);
      const open = new Set(found.map((gap) => gap.unitId));
      await this.gaps.fill(
        tx,
        duty,
        date,
        units.filter((id) => !open.has(id)),
      );
      await this.outbox.addAll(
        tx,
        DutyGapFound,
        fresh.map((gap) => ({ data: { ...gap, duty, night: date }, aggregateId: gap.unitId })),
      );
      return { warned: fresh.length, last: units.length === BATCH ? units.at(-1) : undefined };
    });
  }

  /** The first stretch of the night without anybody, of each unit that has one. */
  private async nobodyThere(
    tx: Tx,
    units: readonly string[],
    duty: Duty,
    night: { from: number; until: number },
  ): Promise<FoundGap[]> {
    const calendar = new WorkingCalendar(await this.rosters.localDays(night, tx));
    const rosters = await this.rosters.of(tx, units, duty, night);
    return [...rosters].flatMap(([unitId, roster]) => {
      if (roster.shifts.length === 0) return [];
      const [gap] = gapsBetween(coverage(roster, night, calendar.kindOf), night);
      return gap ? [{ unitId, from: timeOf(gap.from), until: timeOf(gap.until) }] : [];
    });
  }
}
