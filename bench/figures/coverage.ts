import { CoverageRepository } from '../../apps/distribution/src/coverage/persistence/coverage-repository.js';
import { UnreachedRepository } from '../../apps/distribution/src/coverage/persistence/unreached-repository.js';
import type { BenchRun } from '../bench-run.js';
import { openDatabase } from '../in-service/open-database.js';
import { atMost, type Figure, figure, percentile } from '../report/figure.js';
import { ofTier, theCity } from '../seed/seeded-city.js';

/** Looks before any is counted: plans, connections, compiled code. */
const WARMING_UP = 10;

interface View {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  /** Which unit the n-th look is at. */
  readonly unitId: (n: number) => string;
  /** The service's own question to its database. */
  readonly ask: (unitId: string) => Promise<unknown>;
}

/** How a desk watches a post: the city's children, a district's, and who was not reached in one union. */
export async function coverage({ options, stack, posts, api, city }: BenchRun): Promise<Figure[]> {
  const [postId = ''] = await posts.atLeast(1);
  const { database, close } = await openDatabase('distribution', stack.serviceDatabaseUrls.distribution);
  const children = new CoverageRepository(database);
  const unreached = new UnreachedRepository();
  const pick = (units: readonly { id: string }[]) => (n: number) => units[(n * 37) % units.length]?.id ?? '';
  const views: View[] = [
    {
      id: 'city',
      name: "coverage of the city's children",
      path: 'coverage',
      unitId: () => theCity(city).id,
      ask: (unitId) => children.below(postId, unitId, 1),
    },
    {
      id: 'district',
      name: "coverage of a district's children",
      path: 'coverage',
      unitId: pick(ofTier(city, 'DISTRICT')),
      ask: (unitId) => children.below(postId, unitId, 2),
    },
    {
      id: 'unreached',
      name: 'not reached in one union',
      path: 'unreached',
      unitId: pick(ofTier(city, 'GRASSROOTS')),
      ask: (unitId) => unreached.list(database, postId, unitId, -1, 101),
    },
  ];
  const figures: Figure[] = [];
  for (const view of views) {
    const look = (unitId: string) =>
      api.get(`/api/desk/posts/${postId}/${view.path}?unitId=${unitId}`, city.staff.administrator);
    figures.push(
      ...timesOf(view, 'HTTP', await latencies(options.looks, view.unitId, look)),
      ...timesOf(view, 'database', await latencies(options.looks, view.unitId, view.ask)),
    );
  }
  await close();
  return figures;
}

/** One look after the other, ms. */
async function latencies(
  looks: number,
  unitId: (n: number) => string,
  look: (unitId: string) => Promise<unknown>,
): Promise<number[]> {
  const ms: number[] = [];
  for (let n = 0; n < WARMING_UP + looks; n++) {
    const started = performance.now();
    await look(unitId(n));
    if (n >= WARMING_UP) ms.push(performance.now() - started);
  }
  return ms;
}

function timesOf({ id, name }: View, where: 'HTTP' | 'database', ms: readonly number[]): Figure[] {
  const prefix = `coverage.${id}.${where.toLowerCase()}`;
  const target = atMost(5, '≤ 5 ms');
  return [
    figure({ id: prefix, name: `${name}, ${where}, p50`, unit: 'ms', samples: ms, target }),
    { id: `${prefix}.p99`, name: `${name}, ${where}, p99`, unit: 'ms', value: percentile(ms, 0.99), runs: ms.length },
  ];
}
