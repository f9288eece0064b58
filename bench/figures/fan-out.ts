import { rawFanOut } from '../baselines/raw-fan-out.js';
import type { BenchRun } from '../bench-run.js';
import type { FanOut } from '../posts/published-posts.js';
import { type Figure, figure, ratioAtMost } from '../report/figure.js';
import { say } from '../report/progress.js';

/** A city post under AUTO, until the last union has it open; and the same rows by one raw statement. */
export async function fanOut({ posts, options, databases, city }: BenchRun): Promise<Figure[]> {
  await posts.publish(); // the first one pays for cold caches and plans
  const published: FanOut[] = [];
  for (let run = 0; run < options.posts; run++) {
    const post = await posts.publish();
    say(`post ${run + 1}: the last union after ${post.lastUnionMs.toFixed(0)} ms`);
    published.push(post);
  }
  const last = posts.ids.at(-1) ?? '';
  const raw = await rawFanOut(databases.distribution, last, options.posts, 'primary key');
  const indexed = await rawFanOut(databases.distribution, last, options.posts, 'all');
  const floor = figure({
    id: 'machine.insert-select',
    name: `INSERT … SELECT of ${raw.rows.toLocaleString('en-US')} deliveries, primary key`,
    unit: 'ms',
    samples: raw.ms,
  });
  const arrived = published.map((post) => post.lastUnionMs);
  return [
    floor,
    figure({
      id: 'machine.insert-select.indexed',
      name: "the same, with all of delivery's indexes",
      unit: 'ms',
      samples: indexed.ms,
    }),
    figure({
      id: 'fan-out.last-union',
      name: 'city post open at the last union',
      unit: 'ms',
      samples: arrived,
      baseline: floor,
      target: ratioAtMost(6, '≤ 6 × raw'),
    }),
    figure({
      id: 'fan-out.answer',
      name: 'publication answered',
      unit: 'ms',
      samples: published.map((post) => post.answeredMs),
    }),
    figure({
      id: 'fan-out.recipients',
      name: 'recipients reached',
      unit: '/s',
      samples: arrived.map((ms) => city.workers / (ms / 1000)),
    }),
  ];
}
