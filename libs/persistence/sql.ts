/**
 * Plain SQL with `$1` placeholders, as pg has it: arrays go out as PostgreSQL arrays (so `unnest($1::uuid[])` works).
 * Times come back as text in PostgreSQL's own form; let SQL make JSON of them, or use `isoTime`.
 */
export interface Sql {
  query<R extends object>(text: string, values?: readonly unknown[]): Promise<R[]>;
}

/** `2026-03-08 09:00:00.123+00` → `2026-03-08T09:00:00.123Z` */
export const isoTime = (value: string | Date): string => new Date(value).toISOString();
export const isoTimeOrNull = (value: string | Date | null): string | null => (value === null ? null : isoTime(value));
