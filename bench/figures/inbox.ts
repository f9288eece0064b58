import { IN_FLIGHT } from '../baselines/baselines.js';
import { type BenchRun, repeat } from '../bench-run.js';
import { receiptsByRpc, type RpcReceipts } from '../in-service/programs.js';
import { type MeasuredLoad, measuredLoad } from '../load/measured-load.js';
import { run as runProgram } from '../load/program.js';
import { atLeast, atMost, type Figure, figure, ratioAtLeast } from '../report/figure.js';
import { say } from '../report/progress.js';
import { cpuOfSystem } from '../system/cpu-meter.js';
import { loadFigures } from './load-figures.js';
import { unionsOf } from './unions-of.js';

const POSTS_IN_EACH_INBOX = 6;
/** Receipts a second beside the reading. */
const BESIDE = 20_000;
/**
 * Workers who look again and again. The gateway remembers for 3 s who a token stands for: even at 200 reads a second
 * each of them comes back within that time.
 */
const REGULARS = 512;
/** Longer than the reading beside it, s. */
const MARGIN = 1;

/** Workers look into their inboxes: alone, and while receipts come in. */
export async function inbox(run: BenchRun): Promise<Figure[]> {
  const { options, stack, city, baselines, posts } = run;
  const postIds = await posts.atLeast(POSTS_IN_EACH_INBOX);
  const echo = await baselines.echo();
  const requests = city.loggedIn.map(({ token }) => ({ method: 'GET' as const, path: '/api/worker/inbox', token }));
  const regulars = requests.slice(0, REGULARS);
  const target = { url: stack.gatewayUrl, connections: IN_FLIGHT };
  const read = (name = 'inbox') =>
    measuredLoad(name, cpuOfSystem(stack), { ...target, seconds: options.seconds, requests: regulars });

  await read(); // warm: sessions, plans, compiled code
  const alone = await repeat(options.runs, () => read());
  const first = await repeat(options.runs, (n) =>
    measuredLoad('inbox, session not seen before', cpuOfSystem(stack), {
      ...target,
      once: true,
      requests: requests.slice(REGULARS).filter((_, i) => i % options.runs === n),
    }),
  );
  const receipts: RpcReceipts[] = [];
  const beside = await repeat(options.runs, async (n): Promise<MeasuredLoad> => {
    const job = {
      natsUrl: stack.natsUrl,
      postIds,
      unions: unionsOf(city),
      seconds: options.seconds + MARGIN,
      width: IN_FLIGHT,
      rate: BESIDE,
      seed: 100 + n,
    };
    const [written, result] = await Promise.all([runProgram(receiptsByRpc, job), read('inbox, receipts beside it')]);
    receipts.push(written);
    say(`receipts beside it: ${written.perSecond.toFixed(0)}/s`);
    return result;
  });

  const beside5000 = atLeast(5000, '≥ 5,000/s');
  return [
    ...loadFigures({
      id: 'inbox.read',
      name: `inbox over HTTP, ${postIds.length} posts`,
      results: alone,
      echo,
      target: ratioAtLeast(0.35, '≥ 0.35 × echo'),
    }),
    ...loadFigures({ id: 'inbox.first', name: 'inbox, session not seen before', results: first, echo }),
    ...loadFigures({
      id: 'inbox.beside',
      name: 'inbox, receipts beside it',
      results: beside,
      echo,
      target: beside5000,
      p99Target: atMost(15, '≤ 15 ms'),
    }).filter((f) => !f.id.endsWith('.cpu')), // which is that of the receipts as well
    figure({
      id: 'inbox.beside.receipts',
      name: 'receipts beside it',
      unit: '/s',
      samples: receipts.map((r) => r.perSecond),
      target: atLeast(BESIDE * 0.95, '20,000/s'),
    }),
  ];
}
