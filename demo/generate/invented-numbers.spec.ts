import { validate, version } from 'uuid';
import { generateCity } from './city-generator.js';
import { CARD_PATTERN, PHONE_PATTERN } from './invented-numbers.js';

const LARGE = { seed: 123_456_789, unions: 4_000, workers: 400_000 };

describe('phones, cards and ids', () => {
  it('are unique over the city and belong to ranges no person has', () => {
    const phones = new Set<string>();
    const cards = new Set<string>();
    const ids = new Set<string>();
    let withPhone = 0;
    let odd = 0;
    for (const { id, phone, cardNumber } of generateCity(LARGE).workers()) {
      if (phone !== null) {
        withPhone++;
        phones.add(phone);
        if (!PHONE_PATTERN.test(phone)) odd++;
      }
      if (!CARD_PATTERN.test(cardNumber) || !validate(id) || version(id) !== 7) odd++;
      cards.add(cardNumber);
      ids.add(id);
    }
    expect(odd).toBe(0);
    expect(phones.size).toBe(withPhone);
    expect(cards.size).toBe(LARGE.workers);
    expect(ids.size).toBe(LARGE.workers);
  });
});
