import { customPinyin, pinyin } from 'pinyin-pro';

/** Places whose usual reading the dictionary of pinyin-pro does not know. */
customPinyin({ 大栅栏: 'da shi lan', 柏林寺: 'bai lin si', 六里屯: 'liu li tun', 单店: 'shan dian' });

/**
 * Pinyin initials of a name, in lower case, letters and digits as they stand: 丰台区总工会 → ftqzgh. A character with
 * several readings is read by the words around it. Some 0.1 ms.
 */
const initialsOf = (name: string): string =>
  pinyin(name.normalize('NFKC').replaceAll(/\s/g, ''), { pattern: 'first', toneType: 'none', type: 'array' })
    .join('')
    .toLowerCase();

/** What `unit.initials` holds: of the name and, where they differ, of the short name. */
export function searchInitials(name: string, shortName: string): string {
  const [long, short] = [initialsOf(name), initialsOf(shortName)];
  return long === short ? long : `${long} ${short}`;
}
