const MINUTE = 60_000;

export interface NumberLimit {
  ms: number;
  most: number;
}

/** What a large Chinese provider allows for codes to one number under one signature: 1 a minute, 5 an hour, 10 a day. */
export const CODE_LIMITS: readonly NumberLimit[] = [
  { ms: MINUTE, most: 1 },
  { ms: 60 * MINUTE, most: 5 },
  { ms: 24 * 60 * MINUTE, most: 10 },
];

export class NumberLimits {
  private readonly sent = new Map<string, number[]>();

  constructor(private readonly limits: readonly NumberLimit[] = CODE_LIMITS) {}

  /** Counts a message to a number. False when the number has had enough. */
  take(phone: string, now = Date.now()): boolean {
    const longest = Math.max(0, ...this.limits.map(({ ms }) => ms));
    const times = (this.sent.get(phone) ?? []).filter((at) => now - at < longest);
    if (this.limits.some(({ ms, most }) => times.filter((at) => now - at < ms).length >= most)) return false;
    this.sent.set(phone, [...times, now]);
    return true;
  }
}
