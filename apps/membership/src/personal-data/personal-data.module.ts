import { Global, Module } from '@nestjs/common';
import { MembershipConfig } from '../membership-config.js';
import { BlindIndex } from './blind-index.js';
import { FieldCipher } from './field-cipher.js';
import { IdNumberIndex } from './id-number-index.js';
import { SealedPhones } from './sealed-phones.js';

const providers = [
  {
    provide: FieldCipher,
    useFactory: (c: MembershipConfig) =>
      new FieldCipher(c.FIELD_ENCRYPTION_KEY_ID, c.FIELD_ENCRYPTION_KEY, c.FIELD_ENCRYPTION_OLD_KEYS),
    inject: [MembershipConfig],
  },
  {
    provide: BlindIndex,
    useFactory: (c: MembershipConfig) => new BlindIndex(c.BLIND_INDEX_KEY),
    inject: [MembershipConfig],
  },
  IdNumberIndex,
  SealedPhones,
];

/** What every capability needs to handle personal data: encryption and blind index. */
@Global()
@Module({ providers, exports: providers.map((p) => ('provide' in p ? p.provide : p)) })
export class PersonalDataModule {}
