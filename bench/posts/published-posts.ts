import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import { WrongResult } from '../bench-run.js';
import { ofTier, type SeededCity, theCity } from '../seed/seeded-city.js';
import type { Api } from '../system/api.js';

/** How often the database is asked whether the last union has a post, ms: a sum over some 2,000 rows each time. */
const LOOK_EVERY_MS = 4;
const GIVE_UP_AFTER_MS = 120_000;

export interface FanOut {
  readonly postId: string;
  /** From the call to its answer, ms. */
  readonly answeredMs: number;
  /** From the answer to the publication until the last union had the post open, ms. */
  readonly lastUnionMs: number;
}

/** City posts for everybody, written, reviewed and published over HTTP. */
export class PublishedPosts {
  readonly ids: string[] = [];

  constructor(
    private readonly api: Api,
    private readonly city: SeededCity,
    private readonly distribution: Client,
  ) {}

  /** So many posts that every union has. */
  async atLeast(count: number): Promise<readonly string[]> {
    while (this.ids.length < count) await this.publish();
    return this.ids.slice(0, count);
  }

  async publish(): Promise<FanOut> {
    const postId = await this.approved();
    const called = performance.now();
    await this.api.post(`/api/desk/posts/${postId}/publication`, this.city.staff.publisher, {});
    const answered = performance.now();
    await this.untilEveryUnionHasIt(postId);
    const arrived = performance.now();
    await this.requireEveryUnion(postId);
    await this.untilQuiet();
    this.ids.push(postId);
    return { postId, answeredMs: answered - called, lastUnionMs: arrived - answered };
  }

  private async approved(): Promise<string> {
    const { publisher, reviewer } = this.city.staff;
    const { postId } = await this.api.post<{ postId: string }>('/api/desk/posts', publisher, {
      unitId: theCity(this.city).id,
      kind: 'notice',
      title: `关于做好高温天气劳动保护工作的通知（${this.ids.length + 1}）`,
      bodyMarkdown: `${'各级工会要督促用人单位落实高温津贴，合理安排作息时间。'.repeat(20)}\n`,
    });
    await this.api.post(`/api/desk/posts/${postId}/submission`, publisher, {});
    await this.api.post(`/api/desk/posts/${postId}/approval`, reviewer, {});
    return postId;
  }

  private get unions(): number {
    return ofTier(this.city, 'GRASSROOTS').length;
  }

  private async untilEveryUnionHasIt(postId: string): Promise<void> {
    const end = performance.now() + GIVE_UP_AFTER_MS;
    const sum = {
      name: 'open',
      text: 'select coalesce(sum(unions_open), 0)::int as open from coverage_sum where post_id = $1',
    };
    for (;;) {
      const { rows } = await this.distribution.query<{ open: number }>({ ...sum, values: [postId] });
      const open = rows[0]?.open ?? 0;
      if (open === this.unions) return;
      if (performance.now() > end)
        throw new WrongResult(
          `${open} of ${this.unions} unions have post ${postId} after ${GIVE_UP_AFTER_MS / 1000} s`,
        );
      await delay(LOOK_EVERY_MS);
    }
  }

  /** The sums are the service's own; the rows are what counts. */
  private async requireEveryUnion(postId: string): Promise<void> {
    const { rows } = await this.distribution.query<{ open: number; audience: number }>(
      `select count(*)::int as open, sum(audience_count)::int as audience from delivery where post_id = $1 and state = 'OPEN'`,
      [postId],
    );
    const { open, audience } = rows[0] ?? {};
    if (open !== this.unions || audience !== this.city.workers) {
      throw new WrongResult(
        `post ${postId} is open at ${open} of ${this.unions} unions, for ${audience} of ${this.city.workers} workers`,
      );
    }
  }

  /** Until what the post has set going is done as well, so that it does not slow what is measured next. */
  private async untilQuiet(): Promise<void> {
    for (let looks = 0; looks < 500; looks++) {
      const { rows } = await this.distribution.query('select 1 from outbox where published_at is null limit 1');
      if (rows.length === 0) return;
      await delay(20);
    }
  }
}
