import { CITY, DISTRICTS, type District, districtName, districtShortName, namePlace } from './districts.js';
import type { DemoDirect, DemoGrassroots } from './demo-direct.js';
import { FENGTAI } from './demo-fengtai.js';
import { INDUSTRIES } from './demo-industries.js';
import { OTHER_DISTRICTS } from './demo-other-districts.js';
import { YANQING } from './demo-yanqing.js';
import type { UnitKind, UnitTier } from '@guantong/contracts';
import { Random } from './random.js';
import { brand, grassrootsName } from './union-names.js';
import { drawSize, sizesFor } from './union-sizes.js';
import { WORKPLACE_KIND, type Workplace } from './workplace.js';

export interface DemoUnit {
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
  readonly tier: UnitTier;
  readonly kind: UnitKind;
  readonly parentCode: string;
  readonly address: string;
}
export interface DemoWorkplace extends DemoUnit {
  readonly workplace: Workplace;
  readonly size: number;
}
export interface DemoTree {
  /** Tiers from the top, parents before children; the last are `workplaces`. */
  readonly units: readonly DemoUnit[];
  readonly workplaces: readonly DemoWorkplace[];
}

const BELOW: Readonly<Record<string, readonly DemoDirect[]>> = {
  'BJ-FT': FENGTAI,
  'BJ-YQ': YANQING,
  ...OTHER_DISTRICTS,
  ...INDUSTRIES,
};
/** Brands used by hand are not among these. */
const FIRST_BRAND = 700;

const padded = (number: number, digits: number): string => String(number).padStart(digits, '0');

export function demoTree(seed: number, workers: number): DemoTree {
  const random = new Random(seed, 11);
  const units: DemoUnit[] = [
    { ...CITY, tier: 'CITY', kind: 'city_federation', parentCode: '', address: '北京市' },
    ...DISTRICTS.map((district): DemoUnit => ({
      code: district.code,
      name: districtName(district),
      shortName: districtShortName(district),
      tier: 'DISTRICT',
      kind: district.kind,
      parentCode: CITY.code,
      address: district.kind === 'district_union' ? `北京市${district.place}` : '北京市',
    })),
  ];
  const drafts: Draft[] = [];
  for (const district of DISTRICTS)
    for (const [index, direct] of (BELOW[district.code] ?? []).entries()) {
      const parent = directUnit(district, direct, index + 1);
      units.push(parent);
      for (const [place, union] of direct.below.entries()) {
        const unit = grassroots(district, parent, union, place + 1, FIRST_BRAND + drafts.length, random);
        drafts.push({ unit, given: union.size, drawn: drawSize(random, union.workplace) });
      }
    }
  const workplaces = withSizes(drafts, workers);
  return { units: [...units, ...workplaces], workplaces };
}

interface Draft {
  readonly unit: Omit<DemoWorkplace, 'size'>;
  readonly given: number | undefined;
  readonly drawn: number;
}

/** Sizes given by hand stand; the others share what is left of `workers`. */
function withSizes(drafts: readonly Draft[], workers: number): DemoWorkplace[] {
  const fixed = drafts.reduce((sum, { given }) => sum + (given ?? 0), 0);
  const open = drafts.filter(({ given }) => given === undefined).map(({ drawn }) => drawn);
  const sizes = sizesFor(workers - fixed, open);
  let next = 0;
  return drafts.map(({ unit, given }) => ({ ...unit, size: given ?? sizes[next++] ?? 0 }));
}

function directUnit(district: District, direct: DemoDirect, number: number): DemoUnit {
  const street = direct.kind === 'street_township';
  const place = `北京市${district.kind === 'district_union' ? district.place : ''}`;
  return {
    code: `${district.code}-${padded(number, 2)}`,
    name: street ? `${district.place}${direct.name}` : direct.name,
    shortName: direct.shortName,
    tier: 'DIRECT',
    kind: direct.kind,
    parentCode: district.code,
    address: street ? place + direct.shortName : place,
  };
}

function grassroots(
  district: District,
  parent: DemoUnit,
  union: DemoGrassroots,
  number: number,
  serial: number,
  random: Random,
): Draft['unit'] {
  const invented = grassrootsName(union.workplace, namePlace(district), serial);
  return {
    code: `${parent.code}-${padded(number, 3)}`,
    name: union.name ?? invented.name,
    shortName: union.shortName ?? invented.shortName,
    tier: 'GRASSROOTS',
    kind: WORKPLACE_KIND[union.workplace],
    parentCode: parent.code,
    address: `${parent.address}${brand(serial + 400)}路${1 + random.below(90)}号`,
    workplace: union.workplace,
  };
}
