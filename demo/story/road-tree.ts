import { type CoverageView, type Tier, TIER_NAMES } from '@guantong/contracts';
import { dim, green } from './telling.js';

const WIDTH = 24;

const bar = (part: number, whole: number): string => {
  const full = whole === 0 ? 0 : Math.floor((part / whole) * WIDTH);
  return green('█'.repeat(full)) + dim('░'.repeat(WIDTH - full));
};
const count = (part: number, whole: number): string => `${part}/${whole}`.padEnd(13);
/** Chinese characters take two columns. */
const pad = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - [...text].length * 2));

/** The five tiers of the road, with how far each has been reached and when it was complete. */
export class RoadTree {
  private readonly completeAt = new Map<string, number>();
  private readonly firstAt = new Map<string, number>();

  /** @param whole how many there are of each tier, so that the bars know their ends from the start */
  constructor(
    private readonly began: number,
    private readonly whole: Readonly<Record<Tier, number>>,
  ) {}

  lines(coverage: CoverageView): string[] {
    const lines = coverage.tiers.map(({ tier, forwarded, pending }, depth) => {
      const state = pending === 0 ? '' : dim(`等转发 ${pending}`);
      return this.row(depth, tier, forwarded, state);
    });
    return [...lines, this.row(coverage.tiers.length, 'WORKER', coverage.workers.audience, '')];
  }

  private row(depth: number, tier: Tier, part: number, state: string): string {
    const whole = this.whole[tier];
    const branch = depth === 0 ? '' : `${'   '.repeat(depth - 1)}└─ `;
    const name = pad(TIER_NAMES[tier].zh, 30 - branch.length);
    return `      ${branch}${name}${bar(part, whole)} ${count(part, whole)}${this.times(tier, part, whole)} ${state}`.trimEnd();
  }

  private times(tier: string, part: number, whole: number): string {
    const now = Date.now() - this.began;
    if (part > 0 && !this.firstAt.has(tier)) this.firstAt.set(tier, now);
    if (part === whole && !this.completeAt.has(tier)) this.completeAt.set(tier, now);
    const seconds = (at: number | undefined) => (at === undefined ? '' : `${(at / 1000).toFixed(1)} s`);
    const [first, complete] = [seconds(this.firstAt.get(tier)), seconds(this.completeAt.get(tier))];
    return complete ? `${first} → ${complete}` : first;
  }
}
