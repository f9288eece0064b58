/**
 * What a password must be, after NIST SP 800-63B: length and "not one that everybody tries"; any character, no rules on
 * what it is made of, never a forced change. Shorter than the 15 that NIST asks of a password standing alone: staff's
 * stands beside a second factor, a worker's is an extra beside the code by SMS, and guessing is slowed down.
 */
export const SHORTEST_PASSWORD = { STAFF: 12, WORKER: 10 } as const;

export type PasswordFault = 'PASSWORD_TOO_SHORT' | 'PASSWORD_COMMON' | 'PASSWORD_SIMPLE' | 'PASSWORD_NAMES_YOU';

export interface PasswordOwner {
  kind: keyof typeof SHORTEST_PASSWORD;
  /** Log-in name, name of the person: what a stranger would try. */
  names: readonly (string | null)[];
}

/** Characters around a common word that still leave it a common word: password2026!, or a date. */
const ORNAMENT = 8;
/** Fewer different characters than this are a pattern. */
const FEWEST_DIFFERENT = 5;
/** A mobile number, an ID number: printed in every roster. */
const NUMBER_OF_SOMEBODY = /^(1\d{10}|\d{17}[\dx])$/;
const KEYBOARD = ['`1234567890-=', 'qwertyuiop[]', 'asdfghjkl;', 'zxcvbnm,./'];
const LEET: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'l',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
};

/** The same password typed on two devices, or with a Chinese input method on, may come as different code points. */
export const normalisedPassword = (password: string): string => password.normalize('NFKC');

export function faultOf(
  password: string,
  owner: PasswordOwner,
  common: ReadonlySet<string>,
): PasswordFault | undefined {
  const text = normalisedPassword(password).toLowerCase();
  if ([...text].length < SHORTEST_PASSWORD[owner.kind]) return 'PASSWORD_TOO_SHORT';
  if (isCommon(text, common) || NUMBER_OF_SOMEBODY.test(text)) return 'PASSWORD_COMMON';
  if (isPattern(text)) return 'PASSWORD_SIMPLE';
  if (owner.names.some((name) => name && containsName(text, name))) return 'PASSWORD_NAMES_YOU';
  return undefined;
}

function isCommon(text: string, common: ReadonlySet<string>): boolean {
  const half = text.slice(0, text.length / 2);
  const word = text.replaceAll(/^[^a-z]+|[^a-z]+$/g, '');
  const plain = text.replaceAll(/[@4310!$5]/g, (sign) => LEET[sign] ?? sign);
  return (
    [text, plain].some((each) => common.has(each)) ||
    (half + half === text && common.has(half)) ||
    (text.length - word.length <= ORNAMENT && common.has(word))
  );
}

/** Repeats itself, counts up or down, or walks along the keyboard, for three quarters of its length or more. */
function isPattern(text: string): boolean {
  const signs = [...text];
  if (new Set(signs).size < FEWEST_DIFFERENT) return true;
  const leaps = signs.filter((sign, i) => i > 0 && !areNeighbours(signs[i - 1] ?? '', sign)).length;
  return leaps <= (signs.length - 1) / 4;
}

function areNeighbours(a: string, b: string): boolean {
  if (Math.abs((a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0)) <= 1) return true;
  const [rowA, rowB] = [a, b].map((sign) => KEYBOARD.findIndex((row) => row.includes(sign))) as [number, number];
  if (rowA < 0 || rowB < 0 || Math.abs(rowA - rowB) > 1) return false;
  // the number row begins with a key that has nothing below it
  const column = (sign: string, row: number) => (KEYBOARD[row] ?? '').indexOf(sign) - (row === 0 ? 1 : 0);
  return Math.abs(column(a, rowA) - column(b, rowB)) <= (rowA === rowB ? 1 : 0);
}

/** A Chinese name is whole with two characters; two or three Latin letters are in half of all words. */
function containsName(text: string, name: string): boolean {
  const plain = normalisedPassword(name).toLowerCase();
  return plain.length >= (/^\p{Script=Han}+$/u.test(plain) ? 2 : 4) && text.includes(plain);
}
