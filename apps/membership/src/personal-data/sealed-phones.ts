import { Injectable } from '@nestjs/common';
import { BlindIndex } from './blind-index.js';
import { FieldCipher } from './field-cipher.js';
import { maskPhone } from './phone-number.js';

/** A phone number as the database keeps it. */
export interface SealedPhone {
  encrypted: Buffer;
  keyId: string;
  index: Buffer;
}

/** Phone numbers on their way into and out of the database. */
@Injectable()
export class SealedPhones {
  constructor(
    private readonly cipher: FieldCipher,
    private readonly blindIndex: BlindIndex,
  ) {}

  /** @param phone normalised */
  seal(phone: string): SealedPhone {
    return { ...this.encrypt(phone), index: this.indexOf(phone) };
  }

  encrypt(phone: string): Omit<SealedPhone, 'index'> {
    return { encrypted: this.cipher.encrypt(Buffer.from(phone)), keyId: this.cipher.keyId };
  }

  indexOf(phone: string): Buffer {
    return this.blindIndex.of('phone', phone);
  }

  /** For lines by the million. */
  hexIndexOf(phone: string): string {
    return this.blindIndex.hexOf('phone', phone);
  }

  open(encrypted: Buffer | null, keyId: string | null): string | null {
    return encrypted && keyId ? this.cipher.decrypt(encrypted, keyId).toString() : null;
  }

  masked(encrypted: Buffer | null, keyId: string | null): string | null {
    const phone = this.open(encrypted, keyId);
    return phone && maskPhone(phone);
  }
}
