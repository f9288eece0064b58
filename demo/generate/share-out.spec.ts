import { array, assert, double, nat, property } from 'fast-check';
import { shareOut } from './share-out.js';

describe('sharing out', () => {
  it('gives whole parts of at least the least, which add up exactly', () => {
    assert(
      property(
        array(double({ min: 0.001, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 200 }),
        nat(1_000_000),
        nat(9),
        (weights, spare, least) => {
          const total = spare + least * weights.length;
          const parts = [...shareOut(total, weights, least)];
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
          expect(Math.min(...parts)).toBeGreaterThanOrEqual(least);
        },
      ),
    );
  });

  it('refuses when there is not enough for the least', () => {
    expect(() => shareOut(15, [1, 1], 8)).toThrow(RangeError);
  });
});
