import { isPublished } from './official-calendar.js';
import { WorkingCalendar } from './working-calendar.js';

describe('the working calendar', () => {
  it.each([
    ['2026-02-17', 'REST_DAY', '春节'], // Lunar New Year, a Tuesday
    ['2026-02-14', 'WORKDAY', '春节'], // the Saturday before, made up
    ['2026-10-01', 'REST_DAY', '国庆节'],
    ['2026-10-10', 'WORKDAY', '国庆节'], // a Saturday, made up
    ['2026-11-21', 'REST_DAY', null], // an ordinary Saturday
    ['2026-11-23', 'WORKDAY', null],
  ])('has %s as %s (%s), as the State Council published it', (date, kind, name) => {
    const calendar = new WorkingCalendar([]);
    expect(calendar.day(date)).toEqual({ date, kind, name, source: 'OFFICIAL' });
    expect(calendar.notice()).toBeNull();
  });

  it('goes by weekdays where no holidays are published yet, and says so', () => {
    const years = Array.from({ length: 20 }, (_, i) => 2020 + i);
    const last = Math.max(...years.filter(isPublished));
    expect(last).toBeGreaterThanOrEqual(2026);
    expect(years.filter((year) => year <= last).every(isPublished)).toBe(true);
    const calendar = new WorkingCalendar([]);
    expect(calendar.day(`${last + 1}-10-01`).source).toBe('WEEKDAY');
    expect(calendar.notice()).toContain(`${last + 1}年的节假日安排尚未公布`);
  });

  it('lets the city differ', () => {
    const set = { date: '2026-11-23', kind: 'REST_DAY' as const, name: '马拉松' };
    const calendar = new WorkingCalendar([set]);
    expect(calendar.day(set.date)).toEqual({ ...set, source: 'LOCAL' });
    expect(calendar.day('2026-11-24').source).toBe('OFFICIAL');
  });
});
