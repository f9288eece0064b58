import { EntitySchema } from '@mikro-orm/postgresql';
import { Account } from '../domain/account.js';

export const accountSchema = new EntitySchema<Account>({
  class: Account,
  tableName: 'account',
  properties: {
    id: { type: 'uuid', primary: true },
    kind: { type: 'text' },
    login: { type: 'text', nullable: true },
    displayName: { type: 'text', fieldName: 'display_name', nullable: true },
    workerId: { type: 'uuid', fieldName: 'worker_id', nullable: true },
    passwordHash: { type: 'text', fieldName: 'password_hash', nullable: true },
    status: { type: 'text' },
  },
});
