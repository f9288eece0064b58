import { IN_FLIGHT } from '../baselines/baselines.js';
import { type BenchRun, repeat } from '../bench-run.js';
import type { RpcReceipts, RpcReceiptsJob } from '../in-service/receipts-by-rpc.js';
import { httpLoad, type LoadResult } from '../load/http-load.js';
import { runInProcess } from '../load/run-in-process.js';
import { atLeast, atMost, type Figure, figure, ratioAtLeast } from '../report/figure.js';
import { say } from '../report/progress.js';
import { unionsOf } from './unions-of.js';

const POSTS_IN_EACH_INBOX = 6;
/** Receipts a second beside the reading. */
const BESIDE = 20_000;
/** Longer than the reading beside it, s. */
const MARGIN = 1;

/** Workers look into their inboxes: alone, and while receipts come in. */
export async function inbox(run: BenchRun): Promise<Figure[]> {
  const { options, stack, city, baselines, posts } = run;
  const postIds = await posts.atLeast(POSTS_IN_EACH_INBOX);
  const echo = await baselines.echo();
  const readers = city.loggedIn.slice(0, Math.ceil(city.loggedIn.length / 3));
  const requests = readers.map(({ token }) => ({ method: 'GET' as const, path: '/api/worker/inbox', token }));
  const read = (seconds = options.seconds) => httpLoad({ url: stack.gatewayUrl, connections: IN_FLIGHT, seconds, requests });

  await read(); // warm: sessions, plans, compiled code
  const alone = await repeat(options.runs, async () => {
    const result = await read();
    say(`inbox: ${result.perSecond.toFixed(0)}/s, p99 ${result.p99} ms`);
    return result;
  });
  const receipts: RpcReceipts[] = [];
  const beside = await repeat(options.runs, async (n): Promise<LoadResult> => {
    const job: RpcReceiptsJob = {
      natsUrl: stack.natsUrl,
      postIds,
      unions: unionsOf(city),
      seconds: options.seconds + MARGIN,
      width: IN_FLIGHT,
      rate: BESIDE,
      seed: 100 + n,
    };
    const [written, result] = await Promise.all([
      runInProcess<RpcReceiptsJob, RpcReceipts>('in-service/receipts-by-rpc', job),
      read(),
    ]);
    receipts.push(written);
    say(`inbox: ${result.perSecond.toFixed(0)}/s, p99 ${result.p99} ms, beside ${written.perSecond.toFixed(0)} receipts/s`);
    return result;
  });

  const perSecond = (results: readonly LoadResult[]) => results.map((r) => r.perSecond);
  const p99 = (results: readonly LoadResult[]) => results.map((r) => r.p99);
  return [
    figure({
      id: 'inbox.read',
      name: `inbox over HTTP, ${postIds.length} posts`,
      unit: '/s',
      samples: perSecond(alone),
      baseline: echo.perSecond,
      target: ratioAtLeast(0.35, '≥ 0.35 × echo'),
    }),
    figure({ id: 'inbox.read.p99', name: 'inbox, p99', unit: 'ms', samples: p99(alone), baseline: echo.p99 }),
    figure({
      id: 'inbox.beside',
      name: 'inbox, with receipts beside it',
      unit: '/s',
      samples: perSecond(beside),
      baseline: echo.perSecond,
      target: atLeast(5000, '≥ 5,000/s'),
    }),
    figure({ id: 'inbox.beside.p99', name: 'inbox, with receipts beside it, p99', unit: 'ms', samples: p99(beside), target: atMost(15, '≤ 15 ms') }),
    figure({ id: 'inbox.beside.receipts', name: 'receipts beside it', unit: '/s', samples: receipts.map((r) => r.perSecond), target: atLeast(BESIDE * 0.95, '20,000/s') }),
  ];
}
