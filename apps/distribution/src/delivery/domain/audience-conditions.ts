import type { Audience } from '@guantong/contracts';

/** An audience as values for SQL, each null where it does not narrow. Ages are by calendar year of birth. */
export type AudienceConditions = readonly [
  sex: string | null,
  minAge: number | null,
  maxAge: number | null,
  schoolings: readonly string[] | null,
  employmentForms: readonly string[] | null,
];

export const audienceConditions = (audience: Audience): AudienceConditions => [
  audience.sex ?? null,
  audience.minAge ?? null,
  audience.maxAge ?? null,
  audience.schoolings ?? null,
  audience.employmentForms ?? null,
];

export const isForAll = (audience: Audience): boolean => audienceConditions(audience).every((value) => value === null);
