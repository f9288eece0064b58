import { EntitySchema } from '@mikro-orm/postgresql';
import { Unit } from '../domain/unit.js';

/** Columns that only SQL touches (revision, counts, slots, contact, initials) are not mapped and take their defaults. */
export const unitSchema = new EntitySchema<Unit>({
  class: Unit,
  tableName: 'unit',
  properties: {
    id: { type: 'uuid', primary: true },
    code: { type: 'text' },
    tier: { type: 'text' },
    kind: { type: 'text' },
    name: { type: 'text' },
    shortName: { type: 'text', fieldName: 'short_name' },
    parentId: { type: 'uuid', fieldName: 'parent_id', nullable: true },
    path: { type: 'array', columnType: 'uuid[]' },
    status: { type: 'text' },
    address: { type: 'text' },
    creditCode: { type: 'text', fieldName: 'credit_code', nullable: true },
  },
});
