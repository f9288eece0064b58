import { checkAgeRange, forwardWithinOf, secondsOf } from './distribution-terms.js';

describe('the time units have to forward a post', () => {
  it.each([
    ['PT1S', 1],
    ['PT72H', 259_200],
    ['P7D', 604_800],
    ['P1DT2H3M4S', 93_784],
    ['P30D', 2_592_000],
  ])('reads %s as %i seconds', (duration, seconds) => {
    expect(secondsOf(duration)).toBe(seconds);
    expect(forwardWithinOf(true, duration)).toBe(duration);
  });

  it.each(['PT0S', 'P0D', 'P30DT1S', 'P31D', 'P', 'PT', 'P1DT', 'P1M', 'P1W', '3 days', '', `P${'9'.repeat(400)}D`])(
    'refuses "%s" for a must-forward post',
    (duration) => {
      expect(() => forwardWithinOf(true, duration)).toThrow('INVALID_FORWARD_WITHIN');
    },
  );

  it('is needed when a post must be forwarded, and dropped when it need not be', () => {
    expect(() => forwardWithinOf(true, null)).toThrow('INVALID_FORWARD_WITHIN');
    expect(forwardWithinOf(false, 'PT72H')).toBeNull();
  });
});

describe('the age range of an audience', () => {
  it('must leave somebody in it', () => {
    expect(() => checkAgeRange({ minAge: 50, maxAge: 49 })).toThrow('INVALID_AUDIENCE');
    expect(() => checkAgeRange({ minAge: 50, maxAge: 50 })).not.toThrow();
    expect(() => checkAgeRange({ minAge: 50 })).not.toThrow();
  });
});
