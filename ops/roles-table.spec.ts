import { readFileSync } from 'node:fs';
import { ROLE_PERMISSIONS } from '@guantong/contracts';
import { rolesTable, withRolesTable } from './roles-table.js';

describe('the table of roles in the documents', () => {
  const document = readFileSync('docs/roles.md', 'utf8');

  it('is the one that the data make (otherwise: npm run docs)', () => {
    expect(withRolesTable(document)).toBe(document);
  });

  it('would differ if a role could do more (the control)', () => {
    const before = rolesTable();
    ROLE_PERMISSIONS.analyst['worker.names.read'] = 'UNIT';
    expect(rolesTable()).not.toBe(before);
    delete ROLE_PERMISSIONS.analyst['worker.names.read'];
    expect(rolesTable()).toBe(before);
  });
});
