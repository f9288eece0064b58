import type { Baselines } from './baselines/baselines.js';
import type { BenchOptions } from './options.js';
import type { PublishedPosts } from './posts/published-posts.js';
import type { SeededCity } from './seed/seeded-city.js';
import type { ServiceDatabases } from './seed/seed-city.js';
import type { Api } from './system/api.js';
import type { Stack } from './system/stack-module.js';

/** What every part of a run works with. */
export interface BenchRun {
  readonly options: BenchOptions;
  readonly stack: Stack;
  readonly databases: ServiceDatabases;
  readonly city: SeededCity;
  readonly api: Api;
  readonly baselines: Baselines;
  readonly posts: PublishedPosts;
}

/** Something is wrong, not slow: the run ends with exit code 1. */
export class WrongResult extends Error {
  override readonly name = 'WrongResult';
}

/** Runs `measure` so many times, one after the other. */
export async function repeat<T>(times: number, measure: (run: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let run = 0; run < times; run++) results.push(await measure(run));
  return results;
}
