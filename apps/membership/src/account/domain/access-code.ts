import { randomInt } from 'node:crypto';

const GROUPS = 3;

/** Twelve digits, 40 bits, to be read out on the telephone: `4821 0937 5516`. Guessing is slowed down at log-in. */
export const newAccessCode = (): string =>
  Array.from({ length: GROUPS }, () => String(randomInt(10_000)).padStart(4, '0')).join(' ');

/** Digits only; undefined when it cannot be a code. */
export function accessCodeDigits(text: string): string | undefined {
  const digits = text.normalize('NFKC').replaceAll(/[\s-]/g, '');
  return /^\d{12}$/.test(digits) ? digits : undefined;
}
