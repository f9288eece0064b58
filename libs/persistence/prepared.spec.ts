import { type DisposableDatabase, disposableDatabase } from '@guantong/testing';
import type { Sql } from './sql.js';
import { prepared } from './prepared.js';

const DOUBLE = prepared('test-double', 'select $1::int * 2 as n');
const FAILS = prepared('test-fails', 'select 1 / $1::int as n');

describe('a statement that is marked as prepared', () => {
  let db: DisposableDatabase;
  beforeAll(async () => {
    db = await disposableDatabase({ entities: [], migrations: [] });
  });
  afterAll(() => db.drop());

  const statements = async (sql: Sql): Promise<string[]> =>
    (await sql.query<{ name: string }>('select name from pg_prepared_statements order by name')).map((row) => row.name);

  it('is parsed once per connection, in a transaction too, whatever its values', async () => {
    const kept = await db.database.transaction(async (tx) => {
      expect(await tx.query(DOUBLE, [2])).toEqual([{ n: 4 }]);
      expect(await tx.query(DOUBLE, [3])).toEqual([{ n: 6 }]);
      return statements(tx);
    });
    expect(kept).toEqual(['test-double']);
  });

  it('leaves others as they are (the control)', async () => {
    const kept = await db.database.transaction(async (tx) => {
      expect(await tx.query('select $1::int * 4 as n', [2])).toEqual([{ n: 8 }]);
      return statements(tx);
    });
    expect(kept).not.toContain('select $1::int * 4 as n');
    expect(kept.every((name) => name.startsWith('test-'))).toBe(true);
  });

  it('works on after it has failed, and outside transactions', async () => {
    await expect(db.database.transaction((tx) => tx.query(FAILS, [0]))).rejects.toThrow('division by zero');
    expect(await db.database.transaction((tx) => tx.query(FAILS, [1]))).toEqual([{ n: 1 }]);
    expect(await db.database.query(DOUBLE, [4])).toEqual([{ n: 8 }]);
  });

  it('has a name of its own', () => {
    expect(prepared('test-double', DOUBLE)).toBe(DOUBLE);
    expect(() => prepared('test-double', 'select 1')).toThrow('two statements named test-double');
  });
});
