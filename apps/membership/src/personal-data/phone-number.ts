/** A Chinese mobile number: eleven digits, the first is 1. */
const MOBILE = /^1\d{10}$/;

/** Full-width digits, blanks, dashes and a leading +86 are taken away; undefined when it is not a mobile number then. */
export function normalisePhone(text: string): string | undefined {
  if (MOBILE.test(text)) return text;
  const digits = text
    .normalize('NFKC')
    .replaceAll(/[\s\-()]/g, '')
    .replace(/^(\+86|0086|86(?=1\d{10}$))/, '');
  return MOBILE.test(digits) ? digits : undefined;
}

/** 14012341234 → 140****1234 */
export const maskPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`;
