import { IN_FLIGHT } from '../baselines/baselines.js';
import { type BenchRun, repeat, WrongResult } from '../bench-run.js';
import { receiptsByRpc, receiptsInService, type ReceiptsWritten, type RpcReceipts } from '../in-service/programs.js';
import type { LoadRequest } from '../load/http-load.js';
import { type MeasuredLoad, measuredLoad } from '../load/measured-load.js';
import { run as runProgram } from '../load/program.js';
import { atLeast, type Figure, figure, ratioAtLeast } from '../report/figure.js';
import { say } from '../report/progress.js';
import { type CpuSample, cpuFigure } from '../report/cpu-figure.js';
import { cpuOfSystem, withCpu } from '../system/cpu-meter.js';
import { requireExactCoverage } from './exact-coverage.js';
import { loadFigures } from './load-figures.js';
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

  const overHttp = await thirds(run, 'receipts over HTTP', (token) =>
    given.map((postId) => ({
      method: 'POST',
      path: '/api/worker/receipts',
      token,
      body: { receipts: [{ postId, grade: 'READ' }] },
    })),
  );
  const opening = await thirds(run, 'opening posts', (token) =>
    opened.map((postId) => ({ method: 'GET', path: `/api/worker/posts/${postId}`, token })),
  );
  const byRpc = await repeat(options.runs, (n) => sendByRpc(run, opened, n));
  say(`receipts by request/reply: ${byRpc.map((r) => r.perSecond.toFixed(0)).join(', ')}/s`);
  const inService = await repeat(options.runs, (n) => writeInService(run, fresh[n] ?? '', n));
  say(`receipts in the service: ${inService.map((r) => r.perSecond.toFixed(0)).join(', ')}/s`);

  await requireExactCoverage(run, all);
  const perSecond = (results: readonly { perSecond: number }[]) => results.map((r) => r.perSecond);
  return [
    ...loadFigures({
      id: 'receipts.http',
      name: 'receipts over HTTP, one a request',
      results: overHttp,
      echo,
      target: ratioAtLeast(0.6, '≥ 0.6 × echo'),
    }),
    ...loadFigures({ id: 'receipts.open', name: 'posts opened, first time', results: opening, echo }),
    figure({
      id: 'receipts.rpc',
      name: `receipts by request/reply, ${POSTS} a request`,
      unit: '/s',
      samples: perSecond(byRpc),
    }),
    ...cpuFigure('receipts.service.cpu', 'receipts in the service, CPU each', inService),
    figure({
      id: 'receipts.service',
      name: 'receipts in the service, durable, coverage exact',
      unit: '/s',
      samples: perSecond(inService),
      target: atLeast(100_000, '≥ 100,000/s'),
    }),
  ];
}

/** Each run has workers of its own, and every request is a receipt that was not there before. */
async function thirds(
  { stack, city, options }: BenchRun,
  name: string,
  requestsOf: (token: string) => LoadRequest[],
): Promise<MeasuredLoad[]> {
  const { loggedIn } = city;
  return repeat(options.runs, (n) => {
    const own = loggedIn.filter((_, i) => i % options.runs === n);
    return measuredLoad(name, cpuOfSystem(stack), {
      url: stack.gatewayUrl,
      connections: IN_FLIGHT,
      once: true,
      requests: own.flatMap(({ token }) => requestsOf(token)),
    });
  });
}

const sendByRpc = ({ stack, city, options }: BenchRun, postIds: readonly string[], n: number): Promise<RpcReceipts> =>
  runProgram(receiptsByRpc, {
    natsUrl: stack.natsUrl,
    postIds,
    unions: unionsOf(city),
    seconds: options.seconds,
    width: WIDTH_BY_RPC,
    rate: 0,
    seed: 200 + n,
  });

async function writeInService(
  { stack, city, options }: BenchRun,
  postId: string,
  n: number,
): Promise<ReceiptsWritten & CpuSample> {
  const job = {
    databaseUrl: stack.serviceDatabaseUrls.distribution,
    postId,
    unions: unionsOf(city),
    count: options.receipts,
    width: WIDTH_IN_SERVICE,
    seed: 300 + n,
  };
  const { result: written, cpu } = await withCpu(cpuOfSystem(stack), () => runProgram(receiptsInService, job));
  if (written.recorded !== options.receipts) {
    throw new WrongResult(`${written.recorded} of ${options.receipts} receipts were said to be held`);
  }
  return { ...written, cpu: { writer: written.cpuMs, postgres: cpu.postgres ?? 0 }, pieces: options.receipts };
}
