import type { UnitKind } from '@guantong/contracts';
import type { Workplace } from './workplace.js';

/** A grassroots union of the demo city; what is left out is invented by the script. */
export interface DemoGrassroots {
  readonly workplace: Workplace;
  readonly name?: string;
  readonly shortName?: string;
  readonly size?: number;
}

/** A direct union of the demo city with the unions below it; their order makes the codes. */
export interface DemoDirect {
  readonly name: string;
  readonly shortName: string;
  readonly kind: UnitKind;
  readonly below: readonly DemoGrassroots[];
}

export const named = (workplace: Workplace, name: string, shortName: string, size?: number): DemoGrassroots => ({
  workplace,
  name: `${name}工会`,
  shortName,
  ...(size === undefined ? {} : { size }),
});

type Below = readonly (Workplace | DemoGrassroots)[];
const unions = (below: Below): DemoGrassroots[] =>
  below.map((union) => (typeof union === 'string' ? { workplace: union } : union));

/** The union of a street or township, as 看丹街道总工会. */
export const street = (place: string, ...below: Below): DemoDirect => ({
  name: `${place}总工会`,
  shortName: place,
  kind: 'street_township',
  below: unions(below),
});

export const direct = (kind: UnitKind, name: string, shortName: string, ...below: Below): DemoDirect => ({
  name: `${name}工会`,
  shortName,
  kind,
  below: unions(below),
});
