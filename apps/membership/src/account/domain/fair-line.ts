/**
 * A waiting line in which everybody is served in turn, however many somebody has put in: what waits under one key waits
 * behind one of each other key, not behind all of them.
 */
export class FairLine<T> {
  private readonly byKey = new Map<string, T[]>();
  private count = 0;

  get length(): number {
    return this.count;
  }

  add(key: string, item: T): void {
    const others = this.byKey.get(key);
    if (others) others.push(item);
    else this.byKey.set(key, [item]);
    this.count++;
  }

  /** The oldest of whoever's turn it is; undefined when nobody waits. */
  next(): T | undefined {
    const [first] = this.byKey;
    if (!first) return undefined;
    const [key, items] = first;
    const item = items.shift();
    this.byKey.delete(key);
    if (items.length > 0) this.byKey.set(key, items); // to the end: the others first
    this.count--;
    return item;
  }
}
