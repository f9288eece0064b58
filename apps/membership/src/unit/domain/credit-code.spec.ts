import { isCreditCode, isUnionCode, normaliseCreditCode, withCheckDigit } from './credit-code.js';
import { normaliseContactPhone } from './contact-phone.js';

describe('a unified social credit code', () => {
  // published codes of well-known bodies: Baidu, Huawei, Tencent, Peking University
  const REAL = ['91110000802100433B', '914403001922038216', '9144030071526726XG', '12100000400002259P'];

  it.each(REAL)('%s is right, and with any character changed it is not', (code) => {
    expect(isCreditCode(code)).toBe(true);
    expect(withCheckDigit(code.slice(0, 17))).toBe(code);
    for (let i = 0; i < code.length; i++) {
      const other = code[i] === '7' ? '8' : '7';
      expect(isCreditCode(code.slice(0, i) + other + code.slice(i + 1))).toBe(false);
    }
  });

  it('has 18 characters of its own alphabet', () => {
    for (const code of ['', '9111000080210043', '91110000802100433BB', '9111000080210043IB', '91110000802100433b']) {
      expect(isCreditCode(code)).toBe(false);
    }
    expect(isCreditCode(normaliseCreditCode(' ９１１１００００８０２１００４３３ｂ '))).toBe(true);
  });

  it('of a union begins with 81', () => {
    expect(isUnionCode(withCheckDigit('81110106MC1234567'))).toBe(true);
    expect(isUnionCode('91110000802100433B')).toBe(false);
  });
});

describe('a contact phone', () => {
  it('is a mobile number or a landline with its area code', () => {
    expect(
      ['140 1234 1234', '+86 14012341234', '010-12345678', '０１０－１２３４５６７８', '0316-1234567-801'].map(
        normaliseContactPhone,
      ),
    ).toEqual(['14012341234', '14012341234', '010-12345678', '010-12345678', '0316-1234567-801']);
    expect(['', '12345678', '电话', '1401234123'].map(normaliseContactPhone)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
