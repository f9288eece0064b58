import { createHmac } from 'node:crypto';
import { BlindIndex } from './blind-index.js';
import { FieldCipher } from './field-cipher.js';
import { maskPhone, normalisePhone } from './phone-number.js';
import { SealedPhones } from './sealed-phones.js';

const key = (fill: number): string => Buffer.alloc(32, fill).toString('base64');

describe('phone numbers in the database', () => {
  const cipher = new FieldCipher('k2', key(1), `k1:${key(9)}`);
  const phones = new SealedPhones(cipher, new BlindIndex(key(2)));

  it('come back as they went in, and look different each time they go in', () => {
    const blobs = Array.from({ length: 3000 }, () => phones.seal('14012341234'));
    expect(new Set(blobs.map((b) => b.encrypted.toString('hex'))).size).toBe(3000);
    expect(blobs.every((b) => phones.open(b.encrypted, b.keyId) === '14012341234')).toBe(true);
    expect(phones.masked(blobs[0]?.encrypted ?? null, 'k2')).toBe('140****1234');
  });

  it('are found again by a hash that nobody can compute without its own key', () => {
    expect(phones.indexOf('14012341234')).toEqual(phones.seal('14012341234').index);
    expect(new BlindIndex(key(3)).of('phone', '14012341234')).not.toEqual(phones.indexOf('14012341234'));
    expect(new BlindIndex(key(2)).of('access-code', '14012341234')).not.toEqual(phones.indexOf('14012341234'));
  });

  it('have the same hash when many are hashed at once: HMAC-SHA-256, whatever the value', () => {
    const blindIndex = new BlindIndex(key(2));
    const values = ['', '14012341234', '张三·买买提', '长'.repeat(200), 'x'.repeat(170), 'x'.repeat(171), '短'];
    for (const value of values)
      expect(blindIndex.hexOf('phone', value)).toBe(
        createHmac('sha256', Buffer.alloc(32, 2)).update(`phone:${value}`).digest('hex'),
      );
    const longKey = Buffer.alloc(100, 7);
    expect(new BlindIndex(longKey.toString('base64')).hexOf('phone', '1')).toBe(
      createHmac('sha256', longKey).update('phone:1').digest('hex'),
    );
  });

  it('are still read after the key has changed, each by the key it names', () => {
    const old = new FieldCipher('k1', key(9)).encrypt(Buffer.from('14099998888'));
    expect(phones.open(old, 'k1')).toBe('14099998888');
    expect(() => phones.open(old, 'k2')).toThrow('unable to authenticate');
    expect(() => phones.open(old, 'k0')).toThrow('k0');
  });

  it('cannot be changed unnoticed', () => {
    const { encrypted, keyId } = phones.seal('14012341234');
    encrypted.writeUInt8(encrypted.readUInt8(30) ^ 1, 30);
    expect(() => phones.open(encrypted, keyId)).toThrow('unable to authenticate');
  });

  it.each([
    ['14012341234', '14012341234'],
    ['１４０１２３４１２３４', '14012341234'],
    ['140 1234-1234', '14012341234'],
    ['+86 140-1234-1234', '14012341234'],
    ['8614012341234', '14012341234'],
    ['010-12345678', undefined],
    ['1401234123', undefined],
    ['24012341234', undefined],
  ])('take %s for %s', (written, number) => {
    expect(normalisePhone(written)).toBe(number);
  });

  it('show the first three and the last four digits', () => {
    expect(maskPhone('14012341234')).toBe('140****1234');
  });
});
