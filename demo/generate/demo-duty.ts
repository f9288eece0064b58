import { DEMO_PLACES } from './demo-staff.js';

export const DUTY_HEADINGS = ['组织编码', '账号', '职责', '星期', '开始', '结束'] as const;

const WEEK = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const;

/** Day and night; the night shift belongs to the day it begins on and ends on the next morning. */
const SHIFTS = [
  ['08:00', '20:00'],
  ['20:00', '08:00'],
] as const;

const around = (unitCode: string, day: string, night: string): string[][] =>
  WEEK.flatMap((weekday) =>
    SHIFTS.map(([from, to], shift) => [unitCode, shift === 0 ? day : night, '安全', weekday, from, to]),
  );

/** Two sites, each with somebody on duty at every hour of the week. */
export const DUTY_ROWS: readonly string[][] = [
  ...around(DEMO_PLACES.site, 'site-safety', 'site-safety'),
  ...around('BJ-JZ-02-001', 'pipe-safety-day', 'pipe-safety-night'),
];
