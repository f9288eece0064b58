import type { Union } from '../in-service/member-order.js';
import { ofTier, type SeededCity } from '../seed/seeded-city.js';

export const unionsOf = (city: SeededCity): Union[] =>
  ofTier(city, 'GRASSROOTS').map(({ id, members }) => ({ unitId: id, slots: members }));
