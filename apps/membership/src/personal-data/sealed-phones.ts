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

  /** @param phone normalised @param index of it, where it is known already */
  seal(phone: string, index = this.indexOf(phone)): SealedPhone {
    return { encrypted: this.cipher.encrypt(Buffer.from(phone)), keyId: this.cipher.keyId, index };
  }

  indexOf(phone: string): Buffer {
    return this.blindIndex.of('phone', phone);
  }

  open(encrypted: Buffer | null, keyId: string | null): string | null {
    return encrypted && keyId ? this.cipher.decrypt(encrypted, keyId).toString() : null;
  }

  masked(encrypted: Buffer | null, keyId: string | null): string | null {
    const phone = this.open(encrypted, keyId);
    return phone && maskPhone(phone);
  }
}
