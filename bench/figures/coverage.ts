import type { Sql } from '@guantong/persistence';
import type { Client } from 'pg';
import { CoverageRepository } from '../../apps/distribution/src/coverage/persistence/coverage-repository.js';
import { UnreachedRepository } from '../../apps/distribution/src/coverage/persistence/unreached-repository.js';
import type { BenchRun } from '../bench-run.js';
import { atMost, type Figure, figure, percentile } from '../report/figure.js';
import { ofTier, theCity } from '../seed/seeded-city.js';

/** How a desk watches a post: the city's children, a district's, and who was not reached in one union. */
export async function coverage({ options, posts, api, city, databases }: BenchRun): Promise<Figure[]> {
  const [postId = ''] = await posts.atLeast(1);
  const districts = ofTier(city, 'DISTRICT');
  const unions = ofTier(city, 'GRASSROOTS');
  const pick = <T>(from: readonly T[], n: number): T => from[(n * 37) % from.length] as T;
  const below = (sql: Sql, unitId: string, depth: number) => new CoverageRepository().below(sql, postId, unitId, depth);
  const unreached = (sql: Sql, unitId: string) => new UnreachedRepository().list(sql, postId, unitId, -1, 101);
  const views = [
    {
      id: 'city',
      name: "coverage of the city's children",
      unit: () => theCity(city).id,
      path: 'coverage',
      query: (sql: Sql, id: string) => below(sql, id, 1),
    },
    {
      id: 'district',
      name: "coverage of a district's children",
      unit: (n: number) => pick(districts, n).id,
      path: 'coverage',
      query: (sql: Sql, id: string) => below(sql, id, 2),
    },
    {
      id: 'unreached',
      name: 'not reached in one union',
      unit: (n: number) => pick(unions, n).id,
      path: 'unreached',
      query: unreached,
    },
  ];
  const figures: Figure[] = [];
  for (const { id, name, unit, path, query } of views) {
    const http: number[] = [];
    const sql: number[] = [];
    for (let n = -10; n < options.looks; n++) {
      const unitId = unit(Math.abs(n));
      const started = performance.now();
      await api.get(`/api/desk/posts/${postId}/${path}?unitId=${unitId}`, city.staff.administrator);
      const ms = performance.now() - started;
      if (n >= 0) http.push(ms); // the first ones are warming up
      if (n >= 0 && n % 10 === 0) sql.push(await explained(databases.distribution, (spy) => query(spy, unitId)));
    }
    figures.push(
      figure({
        id: `coverage.${id}`,
        name: `${name}, HTTP, p50`,
        unit: 'ms',
        samples: http,
        target: atMost(5, '≤ 5 ms'),
      }),
      {
        id: `coverage.${id}.p99`,
        name: `${name}, HTTP, p99`,
        unit: 'ms',
        value: percentile(http, 0.99),
        runs: http.length,
      },
      figure({
        id: `coverage.${id}.sql`,
        name: `${name}, in SQL`,
        unit: 'ms',
        samples: sql,
        target: atMost(5, '≤ 5 ms'),
      }),
    );
  }
  return figures;
}

/** Planning and execution of whatever one repository method asks, ms, by EXPLAIN ANALYZE. */
async function explained(client: Client, ask: (sql: Sql) => Promise<unknown>): Promise<number> {
  let ms = 0;
  const query = async <R extends object>(text: string, values: readonly unknown[] = []): Promise<R[]> => {
    const { rows } = await client.query<{ 'QUERY PLAN': { 'Planning Time': number; 'Execution Time': number }[] }>(
      `explain (analyze, timing off, format json) ${text}`,
      values as unknown[],
    );
    const plan = rows[0]?.['QUERY PLAN'][0];
    ms += (plan?.['Planning Time'] ?? 0) + (plan?.['Execution Time'] ?? 0);
    return (await client.query<R>(text, values as unknown[])).rows;
  };
  await ask({ query });
  return ms;
}
