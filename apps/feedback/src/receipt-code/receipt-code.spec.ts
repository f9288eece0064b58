import { deriveReceiptCode, drawReceiptCode, receiptHash } from './receipt-code.js';

describe('a receipt code', () => {
  it('carries 128 random bits in letters that survive being read out', () => {
    const code = drawReceiptCode();
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{2}$/); // 26 × 5 bits
    expect(new Set(Array.from({ length: 1000 }, drawReceiptCode)).size).toBe(1000);
  });

  it('is recognised however it was typed', () => {
    const code = 'AB01-CDEF';
    for (const typed of ['ab01cdef', ' AB01 CDEF ', 'ABO1-CDEF', 'abol-cdef'])
      expect(receiptHash(typed)).toEqual(receiptHash(code));
    expect(receiptHash('AB02-CDEF')).not.toEqual(receiptHash(code));
  });

  it('is the same for a repeat, and another for another secret, key or request', () => {
    const code = deriveReceiptCode('secret', 'key', '{}');
    expect(deriveReceiptCode('secret', 'key', '{}')).toBe(code);
    expect(code).toHaveLength(drawReceiptCode().length);
    const others = [
      deriveReceiptCode('other', 'key', '{}'),
      deriveReceiptCode('secret', 'kez', '{}'),
      deriveReceiptCode('secret', 'key', '{ }'),
    ];
    for (const other of others) expect(other).not.toBe(code);
  });
});
