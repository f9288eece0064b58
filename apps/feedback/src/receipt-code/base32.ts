/** Crockford's alphabet: no I, L, O or U, so that a code survives being read out and written down. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Five bits a character, the last padded with zeros. */
export function base32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + ALPHABET[(held << (5 - bits)) & 31] : text;
}

/** What somebody typed, as it was printed: case, spaces and hyphens do not matter, nor O for 0, I and L for 1. */
export const readBase32 = (typed: string): string =>
  typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');

export const inGroupsOf = (size: number, text: string): string =>
  text.match(new RegExp(`.{1,${size}}`, 'g'))?.join('-') ?? '';
