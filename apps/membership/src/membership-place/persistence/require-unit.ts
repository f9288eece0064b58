import { fail, type Scope } from '@guantong/contracts';
import { scopeSql, scopeValues, type Sql } from '@guantong/persistence';

/** A foreign unit and a missing one look the same, also where its list would be empty. @throws NOT_FOUND */
export async function requireUnit(sql: Sql, scope: Scope, unitId: string): Promise<void> {
  const found = await sql.query(`select 1 from unit u where u.id = $1 and ${scopeSql('u.id', 'u.path', 2)}`, [
    unitId,
    ...scopeValues(scope),
  ]);
  if (found.length === 0) throw fail('NOT_FOUND');
}
