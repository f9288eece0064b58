import type { UnitKind, UnitTier } from '@guantong/contracts';

/**
 * The city of the matrix. Staff stand at `east` and at `site`: from there every relation that two units can have is
 * there once.
 *
 *     city ─┬─ east ─── street ─┬─ site
 *           │                   └─ school
 *           └─ west ─── town ───── sweepers
 */
export const PLACES = ['city', 'east', 'west', 'street', 'town', 'site', 'school', 'sweepers'] as const;
export type Place = (typeof PLACES)[number];

interface Spot {
  above: Place | null;
  tier: UnitTier;
  kind: UnitKind;
}

export const SPOTS: Record<Place, Spot> = {
  city: { above: null, tier: 'CITY', kind: 'city_federation' },
  east: { above: 'city', tier: 'DISTRICT', kind: 'district_union' },
  west: { above: 'city', tier: 'DISTRICT', kind: 'district_union' },
  street: { above: 'east', tier: 'DIRECT', kind: 'street_township' },
  town: { above: 'west', tier: 'DIRECT', kind: 'street_township' },
  site: { above: 'street', tier: 'GRASSROOTS', kind: 'site' },
  school: { above: 'street', tier: 'GRASSROOTS', kind: 'institution' },
  sweepers: { above: 'town', tier: 'GRASSROOTS', kind: 'institution' },
};

/** From the city down to the place itself. */
export const lineOf = (place: Place): Place[] => {
  const { above } = SPOTS[place];
  return above ? [...lineOf(above), place] : [place];
};

export const isAtOrBelow = (place: Place, root: Place): boolean => lineOf(place).includes(root);

export const UNIONS = PLACES.filter((place) => SPOTS[place].tier === 'GRASSROOTS');

/** Where staff stand: at an office, and at a workplace. */
export const POSTS = ['east', 'site'] as const satisfies readonly Place[];

/** What `place` is, seen from `from`. For people who read a failure. */
export function relationOf(from: Place, place: Place): string {
  if (from === place) return 'own unit';
  const down = lineOf(place).slice(lineOf(from).length);
  if (isAtOrBelow(place, from)) return down.length === 1 ? 'child' : 'grandchild';
  if (isAtOrBelow(from, place)) return SPOTS[from].above === place ? 'parent' : 'above the parent';
  return SPOTS[from].above === SPOTS[place].above ? 'sibling' : 'elsewhere';
}
