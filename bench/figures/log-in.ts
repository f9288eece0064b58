import { type BenchRun, WrongResult } from '../bench-run.js';
import { logInLoad, type LogInResult } from '../load/log-in-load.js';
import { atLeast, atMost, type Figure, figure, percentile } from '../report/figure.js';
import { type CpuSample, cpuFigure } from '../report/cpu-figure.js';
import { say } from '../report/progress.js';
import { cpuOfSystem, withCpu } from '../system/cpu-meter.js';
import { staffWithPassword } from '../seed/log-in.js';
import { theCity } from '../seed/seeded-city.js';

const PASSWORD = 'measured again and again';
const ACCOUNTS = 200;
const IN_FLIGHT = 16;
const FLOOD_PER_SECOND = 500;
const OTHERS_PER_SECOND = 5;

/** How fast people get in by password, and whether others still do while somebody floods the log-in. */
export async function logIn({ options, stack, city, databases }: BenchRun): Promise<Figure[]> {
  const unitId = theCity(city).id;
  const logins = await staffWithPassword(databases.membership, {
    ...{ prefix: 'logs-in', count: ACCOUNTS, unitId, password: PASSWORD },
  });
  const load = { url: stack.gatewayUrl, seconds: options.seconds, logins, password: PASSWORD };
  const rates: number[] = [];
  const work: CpuSample[] = [];
  for (let run = 0; run <= options.runs; run++) {
    const { result, cpu } = await withCpu(cpuOfSystem(stack), () =>
      logInLoad({ ...load, pace: { inFlight: IN_FLIGHT } }),
    );
    allIn(result);
    if (run === 0) continue; // warms up
    rates.push(result.latencies.length / result.seconds);
    work.push({ cpu, pieces: result.latencies.length });
  }
  const figures = [
    figure({
      ...{ id: 'log-in.rate', name: `log-ins by password over HTTP, ${IN_FLIGHT} in flight`, unit: '/s' },
      ...{ samples: rates, target: atLeast(30, '≥ 30/s') },
    }),
    ...cpuFigure('log-in.cpu', 'log-in by password, CPU each', work),
  ];
  for (const at of ['ACCOUNT', 'ADDRESS'] as const) {
    const { result, cpu } = await withCpu(cpuOfSystem(stack), () =>
      logInLoad({
        ...load,
        seconds: 2 * options.seconds,
        pace: { perSecond: OTHERS_PER_SECOND },
        flood: { at, perSecond: FLOOD_PER_SECOND },
      }),
    );
    allIn(result);
    say(`flood at one ${at.toLowerCase()}: ${JSON.stringify(result.floodStatuses)}`);
    refused(result);
    figures.push(
      figure({
        id: `log-in.flood.${at.toLowerCase()}.p95`,
        name: `others' log-in, p95, ${FLOOD_PER_SECOND} wrong tries/s ${at === 'ACCOUNT' ? 'at one account' : 'from one address'}`,
        unit: 'ms',
        samples: [percentile(result.latencies, 0.95)],
        target: atMost(300, '≤ 300 ms'),
      }),
      ...cpuFigure(
        `log-in.flood.${at.toLowerCase()}.cpu`,
        `flood ${at === 'ACCOUNT' ? 'at one account' : 'from one address'}, CPU of all a wrong try`,
        [{ cpu, pieces: triesOf(result) }],
      ),
    );
  }
  return figures;
}

const triesOf = ({ floodStatuses }: LogInResult): number => Object.values(floodStatuses).reduce((a, b) => a + b, 0);

/** @throws WrongResult unless every right log-in was let in */
function allIn({ statuses }: LogInResult): void {
  if (Object.keys(statuses).join() !== '201')
    throw new WrongResult(`right log-ins were answered ${JSON.stringify(statuses)}`);
}

/**
 * @throws WrongResult unless the flood was turned away: a few tries get through between two waits (401), and of those
 * that come before the first wait some may be dropped because too many stand before them (503, 504)
 */
function refused({ floodStatuses }: LogInResult): void {
  const { 429: waits = 0, 401: through = 0, 503: full = 0, 504: late = 0, ...others } = floodStatuses;
  if (Object.keys(others).length > 0 || through + full + late > waits / 10) {
    throw new WrongResult(`the flood was answered ${JSON.stringify(floodStatuses)}`);
  }
}
