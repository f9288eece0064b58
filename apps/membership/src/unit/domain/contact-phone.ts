const MOBILE = /^1\d{10}$/;
const LANDLINE = /^0\d{2,3}-?\d{7,8}(-\d{1,6})?$/;

/** A mobile number, or a landline with its area code and perhaps an extension; undefined when it is neither. */
export function normaliseContactPhone(text: string): string | undefined {
  const number = text
    .normalize('NFKC')
    .replaceAll(/[\s()]/g, '')
    .replaceAll(/[–—－]/g, '-')
    .replace(/^(\+86|0086)-?/, '');
  const digits = number.replaceAll('-', '');
  if (MOBILE.test(digits)) return digits;
  return LANDLINE.test(number) ? number : undefined;
}
