import type { CityPlan } from './city-plan.js';
import { CITY, DISTRICTS, districtName, districtShortName, namePlace } from './districts.js';
import type { GeneratedUnit } from './generated-city.js';
import { cityKey, directKey, districtKey, grassrootsKey } from './unit-codes.js';
import { directName, grassrootsName } from './union-names.js';
import { WORKPLACE_KIND, WORKPLACES } from './workplace.js';

interface Counts {
  readonly perDirect: Uint32Array;
  readonly perDistrict: Uint32Array;
  readonly city: number;
}

function countMembers(plan: CityPlan): Counts {
  const perDirect = new Uint32Array(plan.directs.length);
  const perDistrict = new Uint32Array(DISTRICTS.length);
  let city = 0;
  plan.size.forEach((size, union) => {
    const direct = plan.direct[union] ?? 0;
    const district = plan.directs[direct]?.district ?? 0;
    perDirect[direct] = (perDirect[direct] ?? 0) + size;
    perDistrict[district] = (perDistrict[district] ?? 0) + size;
    city += size;
  });
  return { perDirect, perDistrict, city };
}

function placeOf(index: number): string {
  const district = DISTRICTS[index];
  if (!district) throw new RangeError(`no district ${index}`);
  return namePlace(district);
}

export function* eachUnit(seed: number, plan: CityPlan): Generator<GeneratedUnit> {
  const counts = countMembers(plan);
  const city = cityKey(seed);
  const { name, shortName } = CITY;
  const top = { parentId: null, parentCode: null, memberCount: counts.city, workplace: null };
  yield { ...city, name, shortName, tier: 'CITY', kind: 'city_federation', ...top };
  for (const [index, district] of DISTRICTS.entries())
    yield {
      ...districtKey(seed, index),
      name: districtName(district),
      shortName: districtShortName(district),
      tier: 'DISTRICT',
      kind: district.kind,
      parentId: city.id,
      parentCode: city.code,
      memberCount: counts.perDistrict[index] ?? 0,
      workplace: null,
    };
  for (const [index, direct] of plan.directs.entries()) {
    const parent = districtKey(seed, direct.district);
    yield {
      ...directKey(seed, plan, index),
      ...directName(direct.kind, placeOf(direct.district), index),
      tier: 'DIRECT',
      kind: direct.kind,
      parentId: parent.id,
      parentCode: parent.code,
      memberCount: counts.perDirect[index] ?? 0,
      workplace: null,
    };
  }
  yield* eachGrassroots(seed, plan);
}

function* eachGrassroots(seed: number, plan: CityPlan): Generator<GeneratedUnit> {
  let union = 0;
  for (const [index, direct] of plan.directs.entries()) {
    const parent = directKey(seed, plan, index);
    const place = placeOf(direct.district);
    const below = plan.unionsBelow[index] ?? 0;
    for (let number = 1; number <= below; number++, union++) {
      const workplace = WORKPLACES[plan.workplace[union] ?? 0] ?? 'small_firms';
      yield {
        ...grassrootsKey(seed, plan, parent, union, number),
        ...grassrootsName(workplace, place, union),
        tier: 'GRASSROOTS',
        kind: WORKPLACE_KIND[workplace],
        parentId: parent.id,
        parentCode: parent.code,
        memberCount: plan.size[union] ?? 0,
        workplace,
      };
    }
  }
}
