import { coversMoment, type WeeklyShift } from './covers-moment.js';

const at = (weekday: number, clock: string) => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return { weekday, minute: hours * 60 + minutes };
};
const shift = (weekday: number, starts: string, ends: string): WeeklyShift => ({ weekday, starts, ends });

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
    ['from Sunday into Monday', shift(7, '22:00', '06:00'), at(1, '05:00'), true],
    ['from Sunday, not into Tuesday', shift(7, '22:00', '06:00'), at(2, '05:00'), false],
    ['a whole day when it ends as it starts', shift(5, '08:00', '08:00'), at(6, '07:59'), true],
    ['and no longer', shift(5, '08:00', '08:00'), at(6, '08:00'), false],
  ])('is on %s: %j at %j', (_, given, moment, on) => {
    expect(coversMoment(given, moment)).toBe(on);
  });

  it('with its counterpart leaves no minute of the week without somebody, and none with two', () => {
    const week = [1, 2, 3, 4, 5, 6, 7].flatMap((day) => [shift(day, '08:00', '20:00'), shift(day, '20:00', '08:00')]);
    for (let minute = 0; minute < 7 * 1440; minute++) {
      const moment = { weekday: Math.floor(minute / 1440) + 1, minute: minute % 1440 };
      expect(week.filter((one) => coversMoment(one, moment))).toHaveLength(1);
    }
  });
});
