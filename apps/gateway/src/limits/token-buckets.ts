interface Bucket {
  tokens: number;
  /** When `tokens` was right, ms. */
  at: number;
}

/** Token buckets in memory, one per key; the least recently used are forgotten above `maxKeys`. */
export class TokenBuckets {
  private readonly buckets = new Map<string, Bucket>();
  private readonly perMs: number;
  private readonly burst: number;

  /** @param perMinute tokens that flow in; a quarter of a minute's worth fits into the bucket */
  constructor(
    perMinute: number,
    private readonly maxKeys = 50_000,
  ) {
    this.perMs = perMinute / 60_000;
    this.burst = Math.max(1, perMinute / 4);
  }

  /** Takes one token. 0 when there was one, else the seconds until there will be. */
  take(key: string, now: number): number {
    const bucket = this.buckets.get(key) ?? { tokens: this.burst, at: now };
    const tokens = Math.min(this.burst, bucket.tokens + (now - bucket.at) * this.perMs);
    this.buckets.delete(key); // to the end: most recently used
    this.buckets.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
    if (this.buckets.size > this.maxKeys) this.buckets.delete(this.buckets.keys().next().value as string);
    return tokens >= 1 ? 0 : Math.max(1, Math.ceil((1 - tokens) / this.perMs / 1000));
  }
}
