import { dayOf, dayOfDate, dateOf, localMinute, timeOf, weekdayOf } from './local-time.js';
import { nightAt } from './night.js';
import { type DayKindOf, isOn, saysOneKindOfDay, type ShiftTimes } from './shift-times.js';

/** A minute of the week that begins on Monday 2026-03-02, or of another date. */
const at = (weekday: number, clock: string) => on(`2026-03-0${weekday + 1}`, clock);
const on = (date: string, clock: string) => localMinute(new Date(`${date}T${clock}:00+08:00`));
const shift = (weekday: number, starts: string, ends: string): ShiftTimes => ({ weekday, starts, ends });
const ordinary: DayKindOf = (day) => (weekdayOf(day) > 5 ? 'REST_DAY' : 'WORKDAY');

describe('a weekly shift', () => {
  it.each([
    ['from its first minute', shift(1, '08:00', '20:00'), at(1, '08:00'), true],
    ['not the minute before', shift(1, '08:00', '20:00'), at(1, '07:59'), false],
    ['to its last minute', shift(1, '08:00', '20:00'), at(1, '19:59'), true],
    ['not when it ends', shift(1, '08:00', '20:00'), at(1, '20:00'), false],
    ['not on another day', shift(1, '08:00', '20:00'), at(2, '12:00'), false],
    ['over midnight, before it', shift(3, '20:00', '08:00'), at(3, '23:59'), true],
    ['over midnight, after it', shift(3, '20:00', '08:00'), at(4, '00:00'), true],
    ['over midnight, to the end', shift(3, '20:00', '08:00'), at(4, '07:59'), true],
    ['over midnight, not in the morning of its own day', shift(3, '20:00', '08:00'), at(3, '07:59'), false],
    ['from Sunday into Monday', shift(7, '22:00', '06:00'), on('2026-03-09', '05:00'), true],
    ['from Sunday, not into Tuesday', shift(7, '22:00', '06:00'), on('2026-03-10', '05:00'), false],
    ['a whole day when it ends as it starts', shift(5, '08:00', '08:00'), at(6, '07:59'), true],
    ['and no longer', shift(5, '08:00', '08:00'), at(6, '08:00'), false],
  ])('is on %s: %j at %d', (_, given, moment, expected) => {
    expect(isOn(given, moment, ordinary)).toBe(expected);
  });

  it('with its counterpart leaves no minute of the week without somebody, and none with two', () => {
    const week = [1, 2, 3, 4, 5, 6, 7].flatMap((day) => [shift(day, '08:00', '20:00'), shift(day, '20:00', '08:00')]);
    const monday = at(1, '00:00');
    for (let minute = monday; minute < monday + 7 * 1440; minute++) {
      expect(week.filter((one) => isOn(one, minute, ordinary))).toHaveLength(1);
    }
  });
});

describe('a shift by kind of day or by date', () => {
  const workdays: ShiftTimes = { days: 'WORKDAY', starts: '18:00', ends: '08:00' };
  /** 2026-03-07 is a Saturday that is worked. */
  const makeUp: DayKindOf = (day) => (dateOf(day) === '2026-03-07' ? 'WORKDAY' : ordinary(day));

  it('belongs to the day on which it begins: the night of a workday goes on into a rest day', () => {
    expect(isOn(workdays, on('2026-03-06', '23:00'), ordinary)).toBe(true);
    expect(isOn(workdays, on('2026-03-07', '07:00'), ordinary)).toBe(true);
    expect(isOn(workdays, on('2026-03-07', '23:00'), ordinary)).toBe(false);
    expect(isOn(workdays, on('2026-03-07', '23:00'), makeUp)).toBe(true);
    expect(isOn(workdays, on('2026-03-08', '07:00'), makeUp)).toBe(true);
  });

  it('is on every day, or on one date alone', () => {
    const always: ShiftTimes = { days: 'EVERY_DAY', starts: '00:00', ends: '00:00' };
    const once: ShiftTimes = { date: '2026-12-31', starts: '20:00', ends: '08:00' };
    expect(isOn(always, on('2026-03-07', '03:00'), ordinary)).toBe(true);
    expect(isOn(once, on('2026-12-31', '19:59'), ordinary)).toBe(false);
    expect(isOn(once, on('2027-01-01', '07:59'), ordinary)).toBe(true);
    expect(isOn(once, on('2026-12-30', '21:00'), ordinary)).toBe(false);
  });

  it('says one kind of day and no more', () => {
    expect(saysOneKindOfDay(workdays)).toBe(true);
    expect(saysOneKindOfDay({ starts: '08:00', ends: '09:00' })).toBe(false);
    expect(saysOneKindOfDay({ ...workdays, weekday: 1 })).toBe(false);
  });
});

describe('local time', () => {
  it('is that of Shanghai, whatever the machine’s', () => {
    const midnight = localMinute(new Date('2026-11-22T16:00:00Z'));
    expect([dateOf(dayOf(midnight)), midnight % 1440, weekdayOf(dayOf(midnight))]).toEqual(['2026-11-23', 0, 1]);
    expect(timeOf(midnight)).toBe('2026-11-22T16:00:00.000Z');
    expect(dayOfDate('2026-11-23')).toBe(dayOf(midnight));
    expect([dayOfDate('2026-02-30'), dayOfDate('gestern')]).toEqual([undefined, undefined]);
  });

  it.each([
    ['2026-03-02', '12:00', '2026-03-02', '18:00'],
    ['2026-03-02', '23:30', '2026-03-02', '23:30'],
    ['2026-03-03', '02:00', '2026-03-02', '02:00'],
    ['2026-03-03', '08:00', '2026-03-03', '18:00'],
  ])('knows tonight: at %s %s it is the night of %s, from %s', (date, clock, night, from) => {
    const found = nightAt(on(date, clock));
    expect(dateOf(found.day)).toBe(night);
    expect(timeOf(found.from)).toContain(new Date(`2026-01-01T${from}:00+08:00`).toISOString().slice(11, 16));
    expect((found.until - on(night, '00:00')) / 60).toBe(32);
  });
});
