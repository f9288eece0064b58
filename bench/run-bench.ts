import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Baselines } from './baselines/baselines.js';
import type { BenchRun } from './bench-run.js';
import { atRest } from './figures/at-rest.js';
import { coverage } from './figures/coverage.js';
import { escalation } from './figures/escalation.js';
import { fanOut } from './figures/fan-out.js';
import { feedback } from './figures/feedback.js';
import { inbox } from './figures/inbox.js';
import { logIn } from './figures/log-in.js';
import { memory } from './figures/memory.js';
import { receipts } from './figures/receipts.js';
import { rosterImport } from './figures/roster-import.js';
import { tree } from './figures/tree.js';
import type { BenchOptions, Part } from './options.js';
import { PublishedPosts } from './posts/published-posts.js';
import { countStatements, profilesIn, statementsThatTookMost } from './profile/profile.js';
import { atMost, type Figure, figure } from './report/figure.js';
import { say, timed } from './report/progress.js';
import { seedCity } from './seed/seed-city.js';
import type { SeededCity } from './seed/seeded-city.js';
import { Api } from './system/api.js';
import { withDatabases } from './system/databases.js';
import { type Stack, startStack } from './system/stack-module.js';
import { untilItRests } from './system/until-it-rests.js';

type Measure = (run: BenchRun) => Promise<Figure[]>;

const MEASURES: Record<Exclude<Part, 'start'>, Measure> = {
  baselines: ({ baselines }) => baselines.machine(),
  'fan-out': fanOut,
  inbox,
  receipts,
  coverage,
  feedback,
  escalation,
  'log-in': logIn,
  tree,
  import: rosterImport,
  memory: async ({ stack }) => memory(stack, 'after all'),
};

/** Starts a system in a folder of its own, seeds it, measures, and removes it again, also when it is interrupted. */
export async function runBench(options: BenchOptions, interrupted: AbortSignal): Promise<Figure[]> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'guantong-bench-'));
  chmodSync(dataDir, 0o755); // PostgreSQL may run as another user than we do
  const system: { running?: Stack } = {};
  const work = measureIn(dataDir, system, options, interrupted);
  work.catch(() => undefined); // when it is interrupted, nobody asks any more why it failed
  try {
    return await Promise.race([work, rejectionOf(interrupted)]);
  } finally {
    await system.running?.stop();
    if (interrupted.aborted) await Promise.allSettled([work]); // a start that was under way stops itself
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measureIn(
  dataDir: string,
  system: { running?: Stack },
  options: BenchOptions,
  signal: AbortSignal,
): Promise<Figure[]> {
  const first = await timed('first start of the system', () => start(dataDir, {}, signal));
  system.running = first;
  const city = await seed(first, options);
  if (options.profile) await countStatements(first);
  await first.stop();
  const started = performance.now();
  const second = await start(dataDir, options.profile ? profilesIn(options.profile) : {}, signal);
  system.running = second;
  const warmStart = (performance.now() - started) / 1000;
  say(`warm start: ${warmStart.toFixed(1)} s`);
  await timed('until it rests', () => untilItRests(second, { profiled: options.profile !== null }));
  return measure(second, city, options, warmStart);
}

const rejectionOf = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });

/** As it runs for real: PostgreSQL waits for the disk at every commit. */
const start = (dataDir: string, env: Record<string, string>, signal: AbortSignal): Promise<Stack> =>
  startStack({
    dataDir,
    // the load says of each log-in where it comes from, as a proxy would
    env: { LOG_LEVEL: 'warn', SESSION_WRITES_PER_MINUTE: '0', TRUSTED_PROXIES: '127.0.0.1', ...env },
    fast: false,
    restart: false,
    log: say,
    signal,
  });

/** While the services are down, so that nobody mends what is only half there. */
async function seed(stack: Stack, options: BenchOptions): Promise<SeededCity> {
  await Promise.all(Object.values(stack.services).map((service) => service.stop()));
  return withDatabases(stack, (databases) => seedCity(databases, options));
}

function measure(stack: Stack, city: SeededCity, options: BenchOptions, warmStart: number): Promise<Figure[]> {
  return withDatabases(stack, async (databases) => {
    const api = new Api(stack.gatewayUrl);
    const posts = new PublishedPosts(api, city, databases.distribution);
    const run: BenchRun = { options, stack, databases, city, api, baselines: new Baselines(stack, options), posts };
    const figures: Figure[] = [];
    for (const part of options.parts) {
      say(`${part} …`);
      if (part === 'start') figures.push(...atStart(stack, warmStart), ...(await atRest(stack)));
      else figures.push(...(await MEASURES[part](run)));
    }
    if (options.profile) await statementsThatTookMost(stack, options.profile);
    return figures;
  });
}

const atStart = (stack: Stack, warmStart: number): Figure[] => [
  figure({
    id: 'start.warm',
    name: 'start to all healthy, with the city in it',
    unit: 's',
    samples: [warmStart],
    target: atMost(8, '≤ 8 s'),
  }),
  ...memory(stack, 'after start'),
];
