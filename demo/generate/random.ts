/**
 * A seeded random source (sfc32): the same key gives the same numbers on every machine. A key is a list of
 * integers, so that each union draws from a stream of its own and can be made without making those before it.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(...key: number[]) {
    this.a = 0x9e3779b9;
    this.b = 0x243f6a88;
    this.c = 0xb7e15162;
    for (const part of key) {
      this.a ^= part | 0;
      this.b ^= Math.floor(part / 4294967296) | 0;
      for (let round = 0; round < 6; round++) this.next();
    }
    for (let round = 0; round < 6; round++) this.next();
  }

  /** 32 random bits, unsigned. */
  next(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** An integer from 0 up to, but not including, `limit` (at most 2^32). */
  below(limit: number): number {
    return Math.floor((this.next() * limit) / 4294967296);
  }

  /** True with the given probability, from 0 to 1. */
  chance(probability: number): boolean {
    return this.next() < probability * 4294967296;
  }

  /** A number from the standard normal distribution (Box-Muller). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log((this.next() + 1) / 4294967297));
    return radius * Math.cos((2 * Math.PI * this.next()) / 4294967296);
  }

  /** One entry of a table made by `weightedTable`. */
  from(table: Uint16Array): number {
    return table[this.next() >>> 20] ?? 0;
  }
}

/** Spreads weights over 4,096 places, so that a weighted choice costs one look-up. Shares are exact to 1/4096. */
export function weightedTable(weights: readonly number[]): Uint16Array {
  const table = new Uint16Array(4096);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let reached = 0;
  let from = 0;
  weights.forEach((weight, choice) => {
    reached += weight;
    const to = Math.round((reached / total) * table.length);
    table.fill(choice, from, to);
    from = to;
  });
  return table;
}
