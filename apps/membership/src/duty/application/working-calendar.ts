import type { CalendarDayView, DayKind } from '@guantong/contracts';
import { dateOf } from '../domain/local-time.js';
import type { LocalDay } from '../domain/shift-times.js';
import { officialDay } from './official-calendar.js';

/** The city's own days before the national calendar, and that before the weekday. */
export class WorkingCalendar {
  private readonly local: ReadonlyMap<string, LocalDay>;
  /** Years that were asked about and are not published. */
  private readonly unpublished = new Set<number>();

  constructor(local: readonly LocalDay[]) {
    this.local = new Map(local.map((day) => [day.date, day]));
  }

  day(date: string): CalendarDayView {
    const set = this.local.get(date);
    if (set) return { ...set, source: 'LOCAL' };
    const { kind, name, published } = officialDay(date);
    if (!published) this.unpublished.add(Number(date.slice(0, 4)));
    return { date, kind, name, source: published ? 'OFFICIAL' : 'WEEKDAY' };
  }

  readonly kindOf = (day: number): DayKind => this.day(dateOf(day)).kind;

  /** What has to be said of the answers given so far: null when they rest on published holidays. */
  notice(): string | null {
    const years = [...this.unpublished].toSorted((a, b) => a - b);
    if (years.length === 0) return null;
    return `${years.join('、')}年的节假日安排尚未公布，暂按星期一至星期五为工作日计算。`;
  }
}
