type Named<K extends string> = Record<K, { zh: string; en: string }>;

/** What somebody can be on duty for. */
export const DUTIES = ['safety'] as const;
export type Duty = (typeof DUTIES)[number];
export const DUTY_NAMES: Named<Duty> = { safety: { zh: '安全值班', en: 'On duty for hazards' } };

/** What a date is by the working calendar, holidays and make-up workdays (调休) included. */
export const DAY_KINDS = ['WORKDAY', 'REST_DAY'] as const;
export type DayKind = (typeof DAY_KINDS)[number];
export const DAY_KIND_NAMES: Named<DayKind> = {
  WORKDAY: { zh: '工作日', en: 'Workday' },
  REST_DAY: { zh: '休息日', en: 'Rest day' },
};

/** Where that is known from: the State Council's notice, the city's own rule, or the weekday while there is no notice. */
export const CALENDAR_SOURCES = ['OFFICIAL', 'LOCAL', 'WEEKDAY'] as const;
export type CalendarSource = (typeof CALENDAR_SOURCES)[number];

/** On which days a shift is. */
export const SHIFT_DAYS = ['WORKDAY', 'REST_DAY', 'EVERY_DAY'] as const;
export type ShiftDays = (typeof SHIFT_DAYS)[number];
