import { DAY_MINUTES, dayOf } from './local-time.js';
import { beginsOn, type DayKindOf, type ShiftTimes, type Span, spanOn } from './shift-times.js';

export interface RosterShift extends ShiftTimes {
  accountId: string;
}

/** Somebody who takes another's shifts for a time. */
export interface Substitution extends Span {
  absentId: string;
  substituteId: string;
}

export interface Roster {
  shifts: readonly RosterShift[];
  /** In the order in which they were arranged: the last that applies holds. */
  substitutions: readonly Substitution[];
  /** When each person may be on duty: appointed there, with an open account. */
  eligible: ReadonlyMap<string, readonly Span[]>;
}

export interface Stretch extends Span {
  accountId: string;
  insteadOf: string | null;
}

const within = (span: Span, minute: number): boolean => span.from <= minute && minute < span.until;

/** Who takes the shifts of somebody at a moment. */
const standsFor = (accountId: string, substitutions: readonly Substitution[], minute: number): string =>
  substitutions.findLast((each) => each.absentId === accountId && within(each, minute))?.substituteId ?? accountId;

/** One shift on one day, cut wherever somebody else takes over or somebody's appointment begins or ends. */
function stretchesOf(shift: RosterShift, span: Span, { substitutions, eligible }: Roster): Stretch[] {
  const concerning = substitutions.filter((each) => each.absentId === shift.accountId);
  const people = [shift.accountId, ...concerning.map((each) => each.substituteId)];
  const edges = [...concerning, ...people.flatMap((id) => eligible.get(id) ?? [])].flatMap((s) => [s.from, s.until]);
  const cuts = [...new Set([span.from, ...edges.filter((edge) => span.from < edge && edge < span.until)])].toSorted(
    (a, b) => a - b,
  );
  return cuts.flatMap((from, i) => {
    const who = standsFor(shift.accountId, concerning, from);
    if (!eligible.get(who)?.some((term) => within(term, from))) return [];
    const insteadOf = who === shift.accountId ? null : shift.accountId;
    return [{ from, until: cuts[i + 1] ?? span.until, accountId: who, insteadOf }];
  });
}

/** Who is on duty when within a window, in order of time. Several may be at once. */
export function coverage(roster: Roster, window: Span, kindOf: DayKindOf): Stretch[] {
  const stretches: Stretch[] = [];
  // a shift lasts a day at the most, so those that begin the day before may reach into the window
  for (let day = dayOf(window.from) - 1; day * DAY_MINUTES < window.until; day++) {
    for (const shift of roster.shifts) {
      if (beginsOn(shift, day, kindOf)) stretches.push(...stretchesOf(shift, spanOn(shift, day), roster));
    }
  }
  return stretches
    .map((each) => ({
      ...each,
      from: Math.max(each.from, window.from),
      until: Math.min(each.until, window.until),
    }))
    .filter((each) => each.from < each.until)
    .toSorted((a, b) => a.from - b.from || a.until - b.until);
}

/** The times of the window that no stretch covers. Stretches come in order of their beginning. */
export function gapsBetween(stretches: readonly Span[], window: Span): Span[] {
  const gaps: Span[] = [];
  let reached = window.from;
  for (const { from, until } of stretches) {
    if (from > reached) gaps.push({ from: reached, until: from });
    reached = Math.max(reached, until);
  }
  if (reached < window.until) gaps.push({ from: reached, until: window.until });
  return gaps;
}
