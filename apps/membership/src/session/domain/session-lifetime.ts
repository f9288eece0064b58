/** How long sessions live. Staff's slides with use, up to the limit; a worker's is long, since logging in is hard. */
export const SESSION_LIFETIME = {
  STAFF: { hours: 12, limitHours: 7 * 24 },
  WORKER: { hours: 90 * 24, limitHours: 90 * 24 },
} as const;

/** A session's use is written down this often, not at every request. */
export const SEEN_EVERY_MINUTES = 10;
