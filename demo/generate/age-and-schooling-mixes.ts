/** First and last age of each band that the age mixes below give a weight to. */
export const AGE_BANDS = [
  [18, 24],
  [25, 29],
  [30, 39],
  [40, 49],
  [50, 59],
  [60, 67],
] as const;

/** Weights per band, in per cent. Migrant workers: a third over 50, as the national surveys of recent years find. */
export const AGES = {
  young: [27, 34, 29, 8, 2, 0],
  staff: [5, 15, 35, 28, 17, 0],
  service: [8, 14, 27, 28, 19, 4],
  migrant: [5, 10, 21, 32, 26, 6],
  site: [4, 8, 20, 34, 28, 6],
  old: [0, 2, 8, 24, 48, 18],
} as const;

/**
 * Weights in the order of SCHOOLING (primary, lower secondary, upper secondary, vocational, college, university,
 * postgraduate), per cent. The old have had less of it; migrant workers come to two thirds at most lower secondary.
 */
export const SCHOOLING_MIXES = {
  migrant: { under40: [3, 42, 21, 20, 13, 1, 0], from40: [20, 58, 15, 5, 2, 0, 0] },
  site: { under40: [3, 43, 21, 20, 12, 1, 0], from40: [22, 58, 14, 4, 2, 0, 0] },
  old: { under40: [8, 48, 24, 14, 6, 0, 0], from40: [30, 50, 15, 4, 1, 0, 0] },
  service: { under40: [1, 16, 24, 29, 24, 6, 0], from40: [6, 36, 29, 18, 9, 2, 0] },
  courier: { under40: [1, 24, 27, 26, 19, 3, 0], from40: [7, 44, 28, 14, 6, 1, 0] },
  skilled: { under40: [0, 5, 14, 33, 33, 14, 1], from40: [2, 18, 27, 29, 18, 6, 0] },
  office: { under40: [0, 0, 3, 6, 30, 53, 8], from40: [0, 3, 14, 17, 36, 28, 2] },
  university: { under40: [0, 0, 0, 0, 7, 66, 27], from40: [0, 0, 1, 3, 22, 64, 10] },
} as const;
