import { randomBytes } from 'node:crypto';
import { base32, inGroupsOf } from '../../receipt-code/base32.js';

/**
 * For people to read out: year and 40 random bits, `26-7K3M-9Q2X`. Random, because numbers in order would tell when an
 * anonymous case came in. Two alike are possible (about one in 10,000 at 100 million cases a year): draw again.
 */
export const drawCaseNumber = (year: number): string =>
  `${String(year).slice(-2)}-${inGroupsOf(4, base32(randomBytes(5)))}`;
