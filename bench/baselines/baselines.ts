import { startEcho } from '../echo/start-echo.js';
import { httpLoad, type LoadResult } from '../load/http-load.js';
import type { BenchOptions } from '../options.js';
import { type Figure, figure } from '../report/figure.js';
import { timed } from '../report/progress.js';
import type { Stack } from '../system/stack-module.js';
import { natsRoundTrips } from './nats-round-trips.js';
import { syncedInserts } from './synced-inserts.js';

/** In flight in every measurement over HTTP, as in ../performance. */
export const IN_FLIGHT = 64;

export interface EchoFigures {
  readonly perSecond: Figure;
  readonly p99: Figure;
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
    return (this.measuredEcho ??= timed('echo over HTTP', () => this.measureEcho()));
  }

  async machine(): Promise<Figure[]> {
    const { runs, seconds } = this.options;
    const short = Math.min(seconds, 2);
    const samples = async (measure: () => Promise<number>) => {
      const values: number[] = [];
      for (let run = 0; run < runs; run++) values.push(await measure());
      return values;
    };
    const { distribution } = this.stack.serviceDatabaseUrls;
    const inserts = (connections: number) =>
      timed(`synced INSERTs over ${connections} connection(s)`, () => samples(() => syncedInserts(distribution, connections, short)));
    return [
      figure({ id: 'machine.insert.1', name: 'single-row synced INSERT, 1 connection', unit: '/s', samples: await inserts(1) }),
      figure({ id: 'machine.insert.8', name: 'single-row synced INSERT, 8 connections', unit: '/s', samples: await inserts(8) }),
      figure({
        id: 'machine.nats',
        name: `core NATS request/reply, ${IN_FLIGHT} in flight`,
        unit: '/s',
        samples: await timed('NATS round trips', () => samples(() => natsRoundTrips(this.stack.natsUrl, short, IN_FLIGHT))),
      }),
      ...Object.values(await this.echo()),
    ];
  }

  private async measureEcho(): Promise<EchoFigures> {
    const { runs, seconds } = this.options;
    const echo = await startEcho(this.stack.natsUrl);
    try {
      const requests = Array.from({ length: IN_FLIGHT }, () => ({ method: 'GET' as const, path: '/echo' }));
      const load = (length: number) => httpLoad({ url: echo.url, connections: IN_FLIGHT, seconds: length, requests });
      await load(seconds); // warm
      const results: LoadResult[] = [];
      for (let run = 0; run < runs; run++) results.push(await load(seconds));
      return {
        perSecond: figure({ id: 'echo', name: 'echo: Nest fastify → NATS → Nest', unit: '/s', samples: results.map((r) => r.perSecond) }),
        p99: figure({ id: 'echo.p99', name: 'echo, p99', unit: 'ms', samples: results.map((r) => r.p99) }),
      };
    } finally {
      echo.stop();
    }
  }
}
