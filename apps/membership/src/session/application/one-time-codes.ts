import { randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Secret, TOTP } from 'otpauth';
import { FieldCipher } from '../../personal-data/field-cipher.js';
import type { SealedSecret } from '../persistence/second-factor-repository.js';

const PERIOD_SECONDS = 30;
/** Clocks of phones are off by some seconds, and people type slowly: one step before and after is right as well. */
const STEPS = [-1, 0, 1];
/** RFC 4226 asks for 160 bits. */
const SECRET_BYTES = 20;

/** Time-based codes as every authenticator app makes them (RFC 6238: SHA-1, six digits, 30 s). */
@Injectable()
export class OneTimeCodes {
  constructor(private readonly cipher: FieldCipher) {}

  newSecret(login: string): { secret: string; uri: string; sealed: Buffer; keyId: string } {
    const bytes = randomBytes(SECRET_BYTES);
    const totp = totpOf(bytes, login);
    return {
      secret: totp.secret.base32,
      uri: totp.toString(),
      sealed: this.cipher.encrypt(bytes),
      keyId: this.cipher.keyId,
    };
  }

  /** The time step a code of six digits is right for; undefined when for none. All steps are compared, each in constant time. */
  stepOf({ secret, keyId }: SealedSecret, code: string, now = Date.now()): number | undefined {
    const totp = totpOf(this.cipher.decrypt(secret, keyId));
    const given = Buffer.from(code);
    const current = Math.floor(now / 1000 / PERIOD_SECONDS);
    const right = STEPS.map((offset) => current + offset).filter((step) =>
      timingSafeEqual(Buffer.from(totp.generate({ timestamp: step * PERIOD_SECONDS * 1000 })), given),
    );
    return right.at(-1);
  }
}

const totpOf = (bytes: Buffer, label = ''): TOTP =>
  new TOTP({
    issuer: '贯通',
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_SECONDS,
    secret: new Secret({ buffer: Uint8Array.from(bytes).buffer }),
  });
