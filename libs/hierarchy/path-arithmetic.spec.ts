import { isAncestor, parentOf, pathToTier, unitAtTier } from './path-arithmetic.js';

const path = ['city', 'district', 'direct', 'grassroots'];

describe('path arithmetic', () => {
  it('finds the parent, and none above the root', () => {
    expect(parentOf(path)).toBe('direct');
    expect(parentOf(['city'])).toBeUndefined();
  });

  it('knows an ancestor from the unit itself and from strangers', () => {
    expect(isAncestor('city', path)).toBe(true);
    expect(isAncestor('direct', path)).toBe(true);
    expect(isAncestor('grassroots', path)).toBe(false);
    expect(isAncestor('elsewhere', path)).toBe(false);
  });

  it('cuts a path at a tier', () => {
    expect(pathToTier(path, 'DISTRICT')).toEqual(['city', 'district']);
    expect(pathToTier(['city'], 'GRASSROOTS')).toEqual(['city']);
    expect(unitAtTier(path, 'GRASSROOTS')).toBe('grassroots');
    expect(unitAtTier(['city'], 'DISTRICT')).toBeUndefined();
  });
});
