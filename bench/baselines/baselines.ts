import { startEcho } from '../echo/start-echo.js';
import { measuredLoad, type MeasuredLoad } from '../load/measured-load.js';
import type { BenchOptions } from '../options.js';
import { cpuFigure } from '../report/cpu-figure.js';
import { type Figure, figure } from '../report/figure.js';
import { timed } from '../report/progress.js';
import { cpuOfProcess } from '../system/cpu-meter.js';
import type { Stack } from '../system/stack-module.js';
import { natsRoundTrips } from './nats-round-trips.js';
import { syncedInserts } from './synced-inserts.js';

/** In flight in every measurement over HTTP. */
export const IN_FLIGHT = 64;

export interface EchoFigures {
  readonly perSecond: Figure;
  readonly p99: Figure;
  /** Undefined where processor time cannot be measured. */
  readonly cpu: Figure | undefined;
}

/** What the machine can do by itself, measured in the same run, at most once. */
export class Baselines {
  private measuredEcho?: Promise<EchoFigures>;

  constructor(
    private readonly stack: Stack,
    private readonly options: BenchOptions,
  ) {}

  /** A bare Nest on fastify → NATS → Nest service, over HTTP. */
  echo(): Promise<EchoFigures> {
    return (this.measuredEcho ??= this.measureEcho());
  }

  async machine(): Promise<Figure[]> {
    const { natsUrl, serviceDatabaseUrls } = this.stack;
    const short = Math.min(this.options.seconds, 2);
    const inserts = (connections: number) => () => syncedInserts(serviceDatabaseUrls.distribution, connections, short);
    const { perSecond, p99, cpu } = await this.echo();
    return [
      await this.rate('machine.insert.1', 'single-row synced INSERT, 1 connection', inserts(1)),
      await this.rate('machine.insert.8', 'single-row synced INSERT, 8 connections', inserts(8)),
      await this.rate('machine.nats', `core NATS request/reply, ${IN_FLIGHT} in flight`, () =>
        natsRoundTrips(natsUrl, short, IN_FLIGHT),
      ),
      perSecond,
      p99,
      ...(cpu ? [cpu] : []),
    ];
  }

  private rate(id: string, name: string, measure: () => Promise<number>): Promise<Figure> {
    return timed(name, async () => {
      const samples: number[] = [];
      for (let run = 0; run < this.options.runs; run++) samples.push(await measure());
      return figure({ id, name, unit: '/s', samples });
    });
  }

  private async measureEcho(): Promise<EchoFigures> {
    const { runs, seconds } = this.options;
    const echo = await startEcho(this.stack.natsUrl);
    try {
      const requests = Array.from({ length: IN_FLIGHT }, () => ({ method: 'GET' as const, path: '/echo' }));
      const load = () =>
        measuredLoad('echo', () => cpuOf({ ...echo.pids, nats: this.stack.nats.pid }), {
          url: echo.url,
          connections: IN_FLIGHT,
          seconds,
          requests,
        });
      await load(); // warm
      const results: MeasuredLoad[] = [];
      for (let run = 0; run < runs; run++) results.push(await load());
      return {
        perSecond: figure({
          id: 'echo',
          name: 'echo: Nest fastify → NATS → Nest',
          unit: '/s',
          samples: results.map((r) => r.perSecond),
        }),
        p99: figure({ id: 'echo.p99', name: 'echo, p99', unit: 'ms', samples: results.map((r) => r.p99) }),
        cpu: cpuFigure('echo.cpu', 'CPU per echo', results)[0],
      };
    } finally {
      echo.stop();
    }
  }
}

const cpuOf = (pids: Record<string, number | undefined>) =>
  process.platform === 'linux'
    ? Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, cpuOfProcess(pid).own]))
    : {};
