import { IN_FLIGHT } from '../baselines/baselines.js';
import { type BenchRun, repeat, WrongResult } from '../bench-run.js';
import type { RpcReceipts, RpcReceiptsJob } from '../in-service/receipts-by-rpc.js';
import type { ReceiptsJob, ReceiptsWritten } from '../in-service/receipts-in-service.js';
import { httpLoad, type LoadRequest, type LoadResult } from '../load/http-load.js';
import { runInProcess } from '../load/run-in-process.js';
import { atLeast, type Figure, figure, ratioAtLeast } from '../report/figure.js';
import { say } from '../report/progress.js';
import { requireExactCoverage } from './exact-coverage.js';
import { unionsOf } from './unions-of.js';

/** Answers that one copy of the service waits for at once under full load. */
const WIDTH_IN_SERVICE = 20_000;
const WIDTH_BY_RPC = 256;
/** Posts that are given receipts for over HTTP, and as many that are opened. */
const POSTS = 3;

export async function receipts(run: BenchRun): Promise<Figure[]> {
  const { options, posts, baselines } = run;
  const all = await posts.atLeast(2 * POSTS + options.runs);
  const [given, opened] = [all.slice(0, POSTS), all.slice(POSTS, 2 * POSTS)];
  const fresh = all.slice(2 * POSTS); // nobody has read these: what is counted afterwards is known beforehand
  const echo = await baselines.echo();

  const overHttp = await thirds(run, (token) =>
    given.map((postId) => ({ method: 'POST', path: '/api/worker/receipts', token, body: { receipts: [{ postId, grade: 'READ' }] } })),
  );
  say(`receipts over HTTP: ${overHttp.map((r) => r.perSecond.toFixed(0)).join(', ')}/s`);
  const opening = await thirds(run, (token) =>
    opened.map((postId) => ({ method: 'GET', path: `/api/worker/posts/${postId}`, token })),
  );
  say(`opening posts: ${opening.map((r) => r.perSecond.toFixed(0)).join(', ')}/s`);
  const byRpc = await repeat(options.runs, (n) => sendByRpc(run, opened, n));
  say(`receipts by request/reply: ${byRpc.map((r) => r.perSecond.toFixed(0)).join(', ')}/s`);
  const inService = await repeat(options.runs, (n) => writeInService(run, fresh[n] ?? '', n));
  say(`receipts in the service: ${inService.map((r) => r.perSecond.toFixed(0)).join(', ')}/s`);

  await requireExactCoverage(run, all);
  const perSecond = (results: readonly { perSecond: number }[]) => results.map((r) => r.perSecond);
  const p99 = (results: readonly LoadResult[]) => results.map((r) => r.p99);
  return [
    figure({ id: 'receipts.http', name: 'receipts over HTTP, one a request', unit: '/s', samples: perSecond(overHttp), baseline: echo.perSecond, target: ratioAtLeast(0.6, '≥ 0.6 × echo') }),
    figure({ id: 'receipts.http.p99', name: 'receipts over HTTP, p99', unit: 'ms', samples: p99(overHttp), baseline: echo.p99 }),
    figure({ id: 'receipts.open', name: 'posts opened over HTTP, first time', unit: '/s', samples: perSecond(opening), baseline: echo.perSecond }),
    figure({ id: 'receipts.open.p99', name: 'posts opened, p99', unit: 'ms', samples: p99(opening), baseline: echo.p99 }),
    figure({ id: 'receipts.rpc', name: `receipts by request/reply, ${POSTS} a request`, unit: '/s', samples: perSecond(byRpc) }),
    figure({ id: 'receipts.service', name: 'receipts in the service, durable, coverage exact', unit: '/s', samples: perSecond(inService), target: atLeast(100_000, '≥ 100,000/s') }),
  ];
}

/** Each run has workers of its own, and every request is a receipt that was not there before. */
async function thirds({ stack, city, options }: BenchRun, requestsOf: (token: string) => LoadRequest[]): Promise<LoadResult[]> {
  const { loggedIn } = city;
  return repeat(options.runs, (n) => {
    const own = loggedIn.filter((_, i) => i % options.runs === n);
    return httpLoad({
      url: stack.gatewayUrl,
      connections: IN_FLIGHT,
      once: true,
      requests: own.flatMap(({ token }) => requestsOf(token)),
    });
  });
}

const sendByRpc = ({ stack, city, options }: BenchRun, postIds: readonly string[], n: number): Promise<RpcReceipts> =>
  runInProcess<RpcReceiptsJob, RpcReceipts>('in-service/receipts-by-rpc', {
    natsUrl: stack.natsUrl,
    postIds,
    unions: unionsOf(city),
    seconds: options.seconds,
    width: WIDTH_BY_RPC,
    rate: 0,
    seed: 200 + n,
  });

async function writeInService({ stack, city, options }: BenchRun, postId: string, n: number): Promise<ReceiptsWritten> {
  const written = await runInProcess<ReceiptsJob, ReceiptsWritten>('in-service/receipts-in-service', {
    databaseUrl: stack.serviceDatabaseUrls.distribution,
    postId,
    unions: unionsOf(city),
    count: options.receipts,
    width: WIDTH_IN_SERVICE,
    seed: 300 + n,
  });
  if (written.recorded !== options.receipts) {
    throw new WrongResult(`${written.recorded} of ${options.receipts} receipts were said to be held`);
  }
  return written;
}
