/** A time as JSON has it: ISO 8601 in UTC, whatever the session's zone; null stays null. */
export const isoSql = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
