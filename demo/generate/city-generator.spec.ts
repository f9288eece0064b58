import { createHash } from 'node:crypto';
import { validate, version } from 'uuid';
import { generateCity } from './city-generator.js';
import type { CitySize } from './city-size.js';
import type { UnitTier } from '@guantong/contracts';
import type { GeneratedUnit } from './generated-city.js';

const SMALL: CitySize = { seed: 1, unions: 120, workers: 12_000 };

function fingerprint(size: CitySize): string {
  const hash = createHash('sha256');
  const city = generateCity(size);
  for (const unit of city.units()) hash.update(JSON.stringify(unit));
  for (const worker of city.workers()) hash.update(JSON.stringify(worker));
  return hash.digest('hex');
}

const unitsOf = (size: CitySize): GeneratedUnit[] => [...generateCity(size).units()];
const ofTier = (units: readonly GeneratedUnit[], tier: UnitTier): GeneratedUnit[] =>
  units.filter((unit) => unit.tier === tier);

describe('a generated city', () => {
  it('is the same, byte for byte, for the same seed', () => {
    expect(fingerprint(SMALL)).toBe(fingerprint({ ...SMALL }));
  });

  it('is another one for another seed', () => {
    expect(fingerprint({ ...SMALL, seed: 2 })).not.toBe(fingerprint(SMALL));
  });

  it('starts again each time its workers are asked for', () => {
    const city = generateCity(SMALL);
    const [first] = city.workers();
    const [again] = city.workers();
    expect(again).toEqual(first);
  });

  it('names every unit after its parent, which stands one tier above and comes before it', () => {
    const above: Record<UnitTier, UnitTier | null> = {
      CITY: null,
      DISTRICT: 'CITY',
      DIRECT: 'DISTRICT',
      GRASSROOTS: 'DIRECT',
    };
    const seen = new Map<string, GeneratedUnit>();
    for (const unit of unitsOf({ seed: 3, unions: 2_000, workers: 220_000 })) {
      const parent = unit.parentId === null ? null : seen.get(unit.parentId);
      expect(parent?.tier ?? null).toBe(above[unit.tier]);
      expect(parent?.code ?? null).toBe(unit.parentCode);
      expect(unit.code.startsWith(parent ? `${parent.code}-` : 'BJ')).toBe(true);
      seen.set(unit.id, unit);
    }
    expect(seen.size).toBeGreaterThan(2_000);
  });

  it('has exactly the unions and workers asked for, in the places the units say', () => {
    const city = generateCity({ seed: 4, unions: 333, workers: 34_567 });
    const unions = ofTier([...city.units()], 'GRASSROOTS');
    expect(unions).toHaveLength(333);
    const slots = new Map<string, number>();
    let outOfTurn = 0;
    for (const worker of city.workers()) {
      if (worker.slot !== (slots.get(worker.unitId) ?? 0)) outOfTurn++;
      slots.set(worker.unitId, worker.slot + 1);
    }
    expect(outOfTurn).toBe(0);
    expect([...slots.values()].reduce((sum, count) => sum + count, 0)).toBe(34_567);
    for (const union of unions) expect(slots.get(union.id)).toBe(union.memberCount);
  });

  it('adds up its members tier by tier', () => {
    const units = unitsOf(SMALL);
    for (const tier of ['CITY', 'DISTRICT', 'DIRECT', 'GRASSROOTS'] as const)
      expect(ofTier(units, tier).reduce((sum, unit) => sum + unit.memberCount, 0)).toBe(SMALL.workers);
  });

  it('has about 350 direct unions at full size, and fewer in a small city', () => {
    const full = unitsOf({ seed: 1, unions: 45_000, workers: 5_000_000 });
    expect(ofTier(full, 'GRASSROOTS')).toHaveLength(45_000);
    expect(ofTier(full, 'DISTRICT')).toHaveLength(20);
    expect(ofTier(full, 'DIRECT')).toHaveLength(350);
    expect(ofTier(unitsOf(SMALL), 'DIRECT')).toHaveLength(20);
    expect(ofTier(unitsOf({ seed: 1, unions: 3, workers: 24 }), 'DIRECT')).toHaveLength(3);
  });

  it('has many small unions and a few of thousands', () => {
    const sizes = ofTier(unitsOf({ seed: 1, unions: 45_000, workers: 5_000_000 }), 'GRASSROOTS')
      .map(({ memberCount }) => memberCount)
      .toSorted((a, b) => a - b);
    expect(sizes[0]).toBe(8);
    expect(sizes[22_500]).toBeLessThan(70);
    expect(sizes.at(-1)).toBeGreaterThan(2_000);
    expect(sizes.at(-1)).toBeLessThan(6_000);
  });

  it('gives valid version 7 ids and unique codes and names', () => {
    const units = unitsOf({ seed: 1, unions: 45_000, workers: 5_000_000 });
    expect(new Set(units.map(({ id }) => id)).size).toBe(units.length);
    expect(new Set(units.map(({ code }) => code)).size).toBe(units.length);
    expect(new Set(units.map(({ name }) => name)).size).toBe(units.length);
    expect(units.every(({ id }) => validate(id) && version(id) === 7)).toBe(true);
  });
});
