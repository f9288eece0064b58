import { Int, ListOfOneOf, OneOf } from './fields.js';
import { EMPLOYMENT_FORMS, SCHOOLINGS, SEXES } from './vocabulary/worker-attributes.js';

/** Which members a post is for. Everything left out means: all. All conditions must hold. */
export class Audience {
  @OneOf(SEXES, { optional: true, about: 'Only members of this sex' })
  sex?: string;
  @Int({ optional: true, min: 0, max: 120, about: 'Youngest age in full years, on the day of delivery' })
  minAge?: number;
  @Int({ optional: true, min: 0, max: 120, about: 'Oldest age in full years, on the day of delivery' })
  maxAge?: number;
  @ListOfOneOf(SCHOOLINGS, { optional: true, min: 1 })
  schoolings?: string[];
  @ListOfOneOf(EMPLOYMENT_FORMS, { optional: true, min: 1 })
  employmentForms?: string[];
}
