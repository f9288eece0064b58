import * as fc from 'fast-check';
import { coverage, gapsBetween, type Roster, type RosterShift, type Substitution } from './duty-coverage.js';
import { dateOf, DAY_MINUTES, minutesOf, weekdayOf } from './local-time.js';
import type { DayKindOf, Span } from './shift-times.js';

const PEOPLE = ['a', 'b', 'c'];
/** 2026-03-02, a Monday. */
const MONDAY = 20_514;
const DAYS = 2;
const RANGE = DAYS * DAY_MINUTES;

const clock = fc.integer({ min: 0, max: 47 }).map((n) => {
  const [hours, minutes] = [Math.floor(n / 2), (n % 2) * 30];
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
});
const person = fc.constantFrom(...PEOPLE);
const onDays = fc.oneof(
  fc.integer({ min: 1, max: 7 }).map((weekday) => ({ weekday })),
  fc.integer({ min: -1, max: DAYS }).map((n) => ({ date: dateOf(MONDAY + n) })),
  fc.constantFrom('WORKDAY' as const, 'REST_DAY' as const, 'EVERY_DAY' as const).map((days) => ({ days })),
);
const shift: fc.Arbitrary<RosterShift> = fc
  .record({ when: onDays, accountId: person, starts: clock, ends: clock })
  .map(({ when, ...rest }) => ({ ...when, ...rest }));
const span: fc.Arbitrary<Span> = fc
  .tuple(fc.integer({ min: -DAY_MINUTES, max: RANGE }), fc.integer({ min: 1, max: 2 * DAY_MINUTES }))
  .map(([from, length]) => ({
    from: MONDAY * DAY_MINUTES + from,
    until: MONDAY * DAY_MINUTES + from + length,
  }));
const substitution: fc.Arbitrary<Substitution> = fc
  .tuple(person, person, span)
  .map(([absentId, substituteId, times]) => ({ absentId, substituteId, ...times }));
const terms = fc.array(fc.tuple(person, fc.oneof(span, fc.constant({ from: -Infinity, until: Infinity }))), {
  maxLength: 5,
});
const restDays = fc.uniqueArray(fc.integer({ min: -1, max: DAYS }));

/** Where each shift lies on the calendar, day by day from the day before the first. */
function laidOut(shifts: RosterShift[], kindOf: DayKindOf): (Span & { accountId: string })[] {
  const times: (Span & { accountId: string })[] = [];
  for (const each of shifts) {
    for (let day = MONDAY - 1; day <= MONDAY + DAYS; day += 1) {
      const thatDay =
        each.date === dateOf(day) ||
        each.weekday === weekdayOf(day) ||
        each.days === 'EVERY_DAY' ||
        each.days === kindOf(day);
      if (!thatDay) continue;
      const goesOver = minutesOf(each.ends) <= minutesOf(each.starts);
      times.push({
        accountId: each.accountId,
        from: day * DAY_MINUTES + minutesOf(each.starts),
        until: (goesOver ? day + 1 : day) * DAY_MINUTES + minutesOf(each.ends),
      });
    }
  }
  return times;
}

/** Minute by minute, as one would do it with a finger on the roster. */
function onDutyAt(
  minute: number,
  times: (Span & { accountId: string })[],
  substitutions: Substitution[],
  held: [string, Span][],
): string[] {
  const names = new Set<string>();
  for (const { accountId, from, until } of times) {
    if (minute < from || minute >= until) continue;
    let who = accountId;
    for (const s of substitutions) {
      if (s.absentId === accountId && s.from <= minute && minute < s.until) who = s.substituteId;
    }
    if (held.some(([id, term]) => id === who && term.from <= minute && minute < term.until)) names.add(who);
  }
  return [...names].toSorted();
}

describe('who is on duty when', () => {
  it('is what a look at every single minute says, and the gaps are the minutes with nobody', () => {
    const window = { from: MONDAY * DAY_MINUTES + 17, until: MONDAY * DAY_MINUTES + RANGE - 13 };
    fc.assert(
      fc.property(
        fc.array(shift, { maxLength: 6 }),
        fc.array(substitution, { maxLength: 4 }),
        terms,
        restDays,
        (shifts, substitutions, held, rest) => {
          const kindOf: DayKindOf = (day) => (rest.includes(day - MONDAY) ? 'REST_DAY' : 'WORKDAY');
          const eligible = new Map(PEOPLE.map((id) => [id, held.filter(([who]) => who === id).map(([, t]) => t)]));
          const roster: Roster = { shifts, substitutions, eligible };
          const stretches = coverage(roster, window, kindOf);
          const gaps = gapsBetween(stretches, window);
          const times = laidOut(shifts, kindOf);
          for (let minute = window.from; minute < window.until; minute += 1) {
            const here = (each: Span) => each.from <= minute && minute < each.until;
            const names = [...new Set(stretches.filter(here).map((each) => each.accountId))].toSorted();
            const expected = onDutyAt(minute, times, substitutions, held);
            if (names.join() !== expected.join() || gaps.some(here) !== (expected.length === 0)) {
              throw new Error(`minute ${minute}: ${names.join()} instead of ${expected.join()}`);
            }
          }
          expect(stretches.every(({ from, until }) => window.from <= from && until <= window.until)).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });
});
