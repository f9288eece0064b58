/** From a change of the tree until everything is looked at again: by then the services' mirrors mostly know of it. */
const FIRST_ROUND_MS = 1000;
/** And once more, for a large part of a city that moves: still within the 5 s in which old access must be gone. */
const NEXT_ROUND_MS = 2500;
const ROUNDS = 2;

/**
 * When a unit moves, what people may see changes though nothing has happened to it, nor to them. Two rounds after a
 * change, however many changes come: while they keep coming, one round every 2.5 s.
 */
export class TreeRounds {
  private left = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly lookAgain: () => void) {}

  changed(): void {
    this.left = ROUNDS;
    this.timer ??= setTimeout(() => this.round(), FIRST_ROUND_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private round(): void {
    this.left--;
    this.timer = this.left > 0 ? setTimeout(() => this.round(), NEXT_ROUND_MS) : undefined;
    this.lookAgain();
  }
}
