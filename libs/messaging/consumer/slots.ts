/** So many at once; the others wait in the order in which they came. */
export class Slots {
  private free: number;
  private readonly queue: (() => void)[] = [];

  constructor(size: number) {
    this.free = size;
  }

  async take(): Promise<void> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((next) => this.queue.push(next));
  }

  give(): void {
    const next = this.queue.shift();
    if (next) next();
    else this.free++;
  }

  async within<T>(work: () => Promise<T>): Promise<T> {
    await this.take();
    try {
      return await work();
    } finally {
      this.give();
    }
  }
}
