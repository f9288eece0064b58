/** Lets a few through at a time under each key; the next ones wait in line, as far as the line is long. */
export class Turns {
  private readonly byKey = new Map<string, { running: number; waiting: (() => void)[] }>();

  constructor(
    private readonly atOnce: number,
    private readonly longestLine: number,
    /** What somebody is told for whom there is no room in the line. */
    private readonly full: () => Error,
  ) {}

  /** @throws what `full` gives, else what `work` throws */
  async take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const line = this.byKey.get(key) ?? { running: 0, waiting: [] };
    this.byKey.set(key, line);
    if (line.running >= this.atOnce) {
      if (line.waiting.length >= this.longestLine) throw this.full();
      await new Promise<void>((go) => line.waiting.push(go)); // whoever lets us go gives us their place
    } else line.running++;
    try {
      return await work();
    } finally {
      const next = line.waiting.shift();
      if (next) next();
      else if (--line.running === 0) this.byKey.delete(key);
    }
  }
}
