/**
 * Telephone and card numbers that belong to nobody. Mobile numbers beginning 1400 are not given to people; the card
 * format is our own. Both walk their whole range in steps that share no factor with it, so they never repeat
 * and still look scattered.
 */
const PHONE_RANGE = 10_000_000;
const PHONE_STEP = 6_180_339;
const CARD_RANGE = 10_000_000_000;
const CARD_STEP = 618_033_989;

/** `serial` below 10,000,000. */
export function phoneNumber(seed: number, serial: number): string {
  const digits = (serial * PHONE_STEP + (seed % PHONE_RANGE)) % PHONE_RANGE;
  return `1400${String(digits).padStart(7, '0')}`;
}

/** `serial` below 10,000,000. */
export function cardNumber(seed: number, serial: number): string {
  const digits = (serial * CARD_STEP + (seed % CARD_RANGE)) % CARD_RANGE;
  return `JK${String(digits).padStart(10, '0')}`;
}

export const PHONE_PATTERN = /^1400\d{7}$/;
export const CARD_PATTERN = /^JK\d{10}$/;
