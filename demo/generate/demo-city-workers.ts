import type { DemoWorkplace } from './demo-city-units.js';
import type { GeneratedWorker } from './generated-city.js';
import { makeWorker } from './make-worker.js';
import { Random } from './random.js';

export interface DemoMembers {
  readonly union: DemoWorkplace;
  readonly workers: readonly GeneratedWorker[];
}

/** The people of each union. The rosters have no ids: membership gives its own. */
export function demoMembers(seed: number, workplaces: readonly DemoWorkplace[]): DemoMembers[] {
  let serial = 0;
  return workplaces.map((union, index) => {
    const random = new Random(seed, 12, index);
    const place = { unitId: union.code, unitCode: union.code, workplace: union.workplace };
    const workers = Array.from({ length: union.size }, (_, slot) => makeWorker(random, seed, serial++, place, slot));
    return { union, workers };
  });
}
