import { createHmac } from 'node:crypto';

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

/** HMAC-SHA-256: the same value gives the same hash, and nobody without the key can try values out. */
export class BlindIndex {
  private readonly key: Buffer;

  constructor(base64Key: string) {
    this.key = Buffer.from(base64Key, 'base64');
  }

  /** @param purpose keeps equal values of different meaning apart */
  of(purpose: BlindPurpose, value: string): Buffer {
    return createHmac('sha256', this.key).update(`${purpose}:${value}`).digest();
  }
}
