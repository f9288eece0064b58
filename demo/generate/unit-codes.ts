import { unitId } from './deterministic-id.js';
import { type CityPlan, STREAM } from './city-plan.js';
import { CITY, DISTRICTS } from './districts.js';
import { Random } from './random.js';

export interface UnitKey {
  readonly id: string;
  readonly code: string;
}

/** Serial numbers of units: the city is 0, then districts, direct unions, grassroots unions. */
const FIRST_DIRECT = 1 + DISTRICTS.length;

const idOf = (seed: number, serial: number): string => unitId(serial, new Random(seed, STREAM.units, serial));

export const cityKey = (seed: number): UnitKey => ({ id: idOf(seed, 0), code: CITY.code });

export const districtKey = (seed: number, district: number): UnitKey => ({
  id: idOf(seed, 1 + district),
  code: DISTRICTS[district]?.code ?? CITY.code,
});

export function directKey(seed: number, plan: CityPlan, direct: number): UnitKey {
  const unit = plan.directs[direct];
  if (!unit) throw new RangeError(`no direct union ${direct}`);
  const code = `${DISTRICTS[unit.district]?.code}-${String(unit.number).padStart(2, '0')}`;
  return { id: idOf(seed, FIRST_DIRECT + direct), code };
}

/** `number` counts from 1 within the direct union, `union` from 0 over the city. */
export function grassrootsKey(seed: number, plan: CityPlan, parent: UnitKey, union: number, number: number): UnitKey {
  const serial = FIRST_DIRECT + plan.directs.length + union;
  return { id: idOf(seed, serial), code: `${parent.code}-${String(number).padStart(3, '0')}` };
}
