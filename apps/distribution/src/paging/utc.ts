/** SQL for a timestamptz as ISO 8601 text in UTC, to the microsecond (so that it can also be the key of a page). */
export const utc = (column: string): string => `(to_json(${column} at time zone 'UTC') #>> '{}') || 'Z'`;
