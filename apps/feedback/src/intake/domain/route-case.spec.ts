import { routeCase, type UnitOnPath } from './route-case.js';

const path = (...dissolved: string[]): UnitOnPath[] =>
  ['city', 'district', 'direct', 'union'].map((unitId) => ({
    unitId,
    status: dissolved.includes(unitId) ? 'DISSOLVED' : 'ACTIVE',
  }));

describe('where a case starts', () => {
  it('is its own union', () => {
    expect(routeCase(path(), { kind: 'wages' })).toEqual({
      unitId: 'union',
      reason: 'SUBMITTED',
      aboutUnitId: null,
      hiddenFromUnitId: null,
    });
  });

  it('is the nearest unit above when its own no longer exists', () => {
    expect(routeCase(path('union', 'direct'), { kind: 'wages' })).toMatchObject({
      unitId: 'district',
      reason: 'ROUTED',
    });
  });

  it.each([
    ['union', 'direct'],
    ['direct', 'district'],
    ['district', 'city'],
  ])('is above %s when it is about that', (aboutUnitId, unitId) => {
    expect(routeCase(path(), { kind: 'complaint', aboutUnitId })).toEqual({
      unitId,
      reason: 'ROUTED',
      aboutUnitId,
      hiddenFromUnitId: aboutUnitId,
    });
  });

  it('is above the own union when it is about that', () => {
    expect(routeCase(path(), { kind: 'complaint', aboutOwnUnion: true })).toMatchObject({
      unitId: 'direct',
      hiddenFromUnitId: 'union',
    });
  });

  it('is the city, in the open, when it is about the city: nobody is above it', () => {
    expect(routeCase(path(), { kind: 'complaint', aboutUnitId: 'city' })).toMatchObject({
      unitId: 'city',
      hiddenFromUnitId: null,
    });
  });

  it('refuses a unit that is not on the way, and anything but a complaint', () => {
    const routed = (kind: 'complaint' | 'wages', aboutUnitId: string) => () => routeCase(path(), { kind, aboutUnitId });
    expect(routed('complaint', 'another')).toThrow(expect.objectContaining({ code: 'CASE_ABOUT_WRONG_UNIT' }));
    expect(routed('wages', 'union')).toThrow(expect.objectContaining({ code: 'VALIDATION_FAILED' }));
  });
});
