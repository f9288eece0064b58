/** GB 32100-2015: digits and capital letters without I, O, S, V, Z, each standing for its place in this list. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const MODULUS = 31;
/** Unions: registering authority 8 (the trade unions), kind 1. */
const UNION_PREFIX = '81';

/** Full-width characters and lower case are put right; the rest is for `isCreditCode` to say. */
export const normaliseCreditCode = (text: string): string => text.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase();

/** The last character is a check digit: 31 − Σ(place × 3^i mod 31) mod 31. */
export function isCreditCode(code: string): boolean {
  const values = [...code].map((character) => ALPHABET.indexOf(character));
  if (values.length !== 18 || values.includes(-1)) return false;
  return values.at(-1) === checkValue(values.slice(0, 17));
}

export const isUnionCode = (code: string): boolean => code.startsWith(UNION_PREFIX);

/** A code with its check digit, from the first 17 characters. */
export const withCheckDigit = (body: string): string =>
  body + (ALPHABET[checkValue([...body].map((character) => ALPHABET.indexOf(character)))] ?? '');

function checkValue(values: readonly number[]): number {
  let weight = 1;
  let sum = 0;
  for (const value of values) {
    sum += value * weight;
    weight = (weight * 3) % MODULUS;
  }
  return (MODULUS - (sum % MODULUS)) % MODULUS;
}
