import { type CityPlan, STREAM } from './city-plan.js';
import type { GeneratedWorker } from './generated-city.js';
import { makeWorker } from './make-worker.js';
import { Random } from './random.js';
import { directKey, grassrootsKey } from './unit-codes.js';
import { WORKPLACES } from './workplace.js';

export function* eachWorker(seed: number, plan: CityPlan): Generator<GeneratedWorker> {
  let union = 0;
  let serial = 0;
  for (let direct = 0; direct < plan.directs.length; direct++) {
    const parent = directKey(seed, plan, direct);
    const below = plan.unionsBelow[direct] ?? 0;
    for (let number = 1; number <= below; number++, union++) {
      const unit = grassrootsKey(seed, plan, parent, union, number);
      const workplace = WORKPLACES[plan.workplace[union] ?? 0] ?? 'small_firms';
      const place = { unitId: unit.id, unitCode: unit.code, workplace };
      const random = new Random(seed, STREAM.workers, union);
      const size = plan.size[union] ?? 0;
      for (let slot = 0; slot < size; slot++) yield makeWorker(random, seed, serial++, place, slot);
    }
  }
}
