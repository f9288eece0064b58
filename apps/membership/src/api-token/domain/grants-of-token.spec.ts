import { grantsOfToken, type Place } from './grants-of-token.js';

const PATHS: Record<string, string[]> = {
  city: ['city'],
  district: ['city', 'district'],
  street: ['city', 'district', 'street'],
  site: ['city', 'district', 'street', 'site'],
  elsewhere: ['city', 'elsewhere'],
};
const at = (unitId: string, role: Place['role']): Place => ({ unitId, role, path: PATHS[unitId] ?? [] });
const token = (unitId: string, reach: 'UNIT' | 'SUBTREE') => ({
  unitId,
  reach,
  path: PATHS[unitId] ?? [],
  permissions: ['unit.read', 'roster.manage', 'post.write'] as const,
});

describe('what a token may do', () => {
  it('is no more than its unit, wherever its maker may do it', () => {
    expect(grantsOfToken(token('street', 'SUBTREE'), [at('city', 'administrator')])).toEqual({
      'unit.read': { units: [], subtrees: ['street'] },
      'roster.manage': { units: [], subtrees: ['street'] },
    });
    expect(grantsOfToken(token('street', 'UNIT'), [at('city', 'administrator')])['roster.manage']).toEqual({
      units: ['street'],
      subtrees: [],
    });
  });

  it('is no more than its maker may do now, when the maker has come down', () => {
    expect(grantsOfToken(token('district', 'SUBTREE'), [at('street', 'administrator')])['roster.manage']).toEqual({
      units: [],
      subtrees: ['street'],
    });
    expect(grantsOfToken(token('district', 'UNIT'), [at('street', 'administrator')])).toEqual({});
    expect(grantsOfToken(token('district', 'SUBTREE'), [at('elsewhere', 'administrator')])).toEqual({});
    expect(grantsOfToken(token('district', 'SUBTREE'), [])).toEqual({});
  });

  it('does not make more of a permission that reaches one unit only', () => {
    expect(grantsOfToken(token('district', 'SUBTREE'), [at('district', 'publisher')])['post.write']).toEqual({
      units: ['district'],
      subtrees: [],
    });
    expect(grantsOfToken(token('street', 'SUBTREE'), [at('district', 'publisher')])['post.write']).toBeUndefined();
  });
});
