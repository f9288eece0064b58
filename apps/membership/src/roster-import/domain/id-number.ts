import type { Sex } from '@guantong/contracts';
import { calendarDay } from './parse-date.js';

/** GB 11643-1999: weights of the first seventeen digits, and the check digit for each remainder by 11. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_DIGITS = '10X98765432';

export interface IdNumber {
  /** Eighteen characters. Only its hash goes into the database. */
  number: string;
  birthDate: string;
  sex: Sex;
}

/**
 * A resident ID number, which says when somebody was born (digits 7 to 14) and of what sex (the 17th is odd for men).
 * Numbers of the first generation have fifteen digits: no century and no check digit. Undefined when it cannot be one.
 */
export function parseIdNumber(text: string): IdNumber | undefined {
  const plain = text.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase();
  const number = /^\d{15}$/.test(plain) ? lengthened(plain) : plain;
  if (!/^[1-9]\d{16}[\dX]$/.test(number) || checkDigit(number) !== number.charAt(17)) return undefined;
  const born = calendarDay(Number(number.slice(6, 10)), Number(number.slice(10, 12)), Number(number.slice(12, 14)));
  if (!born || born.date < '1900-01-01') return undefined;
  return { number, birthDate: born.date, sex: Number(number.charAt(16)) % 2 === 1 ? 'M' : 'F' };
}

function lengthened(old: string): string {
  const seventeen = `${old.slice(0, 6)}19${old.slice(6)}`;
  return seventeen + checkDigit(seventeen);
}

/** Of the first seventeen digits. */
export function checkDigit(number: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += (WEIGHTS[i] ?? 0) * (number.charCodeAt(i) - 48);
  return CHECK_DIGITS.charAt(sum % 11);
}
