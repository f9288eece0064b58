import { randomInt } from 'node:crypto';

/** Without 0, 1, I, L, O and U: none is taken for another, on paper or on the telephone. 30 letters: 4.9 bits each. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const inGroups = (code: string): string => code.replaceAll(/.{4}(?=.)/g, '$&-');

/** 58 bits: a million guesses a second would take three thousand years on average. */
export const JOIN_CODE_LETTERS = 12;
/** 117 bits: whoever has it is the applicant. */
export const RECEIPT_LETTERS = 24;

export const drawCode = (letters: number): string =>
  inGroups(Array.from({ length: letters }, () => LETTERS[randomInt(LETTERS.length)]).join(''));

/** The same bytes always give the same code. A byte a letter: at least as many bytes as letters. */
export const codeFromBytes = (bytes: Uint8Array, letters: number): string =>
  inGroups(Array.from(bytes.subarray(0, letters), (byte) => LETTERS[byte % LETTERS.length]).join(''));

/** As typed by somebody, in one form. */
export const plainCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '');
