import { columnsContaining } from './columns-containing.js';
import { type DisposableDatabase, disposableDatabase } from './disposable-database.js';

describe('columnsContaining', () => {
  let db: DisposableDatabase;
  beforeAll(async () => {
    db = await disposableDatabase({ entities: [], migrations: [] });
    await db.database.query(`
      create table "Odd ""name" ("a column" text);
      create table kinds (t text, v varchar, j json, jb jsonb, b bytea, ts text[], u uuid, n integer);
      create table parts (at date not null, words text) partition by range (at);
      create table parts_default partition of parts default;`);
  });
  afterAll(() => db.drop());

  it('finds words in every kind of column and every partition, and tells where', async () => {
    expect(await columnsContaining(db.database, '金丝雀')).toEqual([]);
    await db.database.query(
      `insert into kinds (t, v, j, jb, b, ts) values ('x 金丝雀 y', '金丝雀', '{"a": "金丝雀"}', '["金丝雀"]',
         '\\x00'::bytea || convert_to('金丝雀', 'UTF8') || '\\xff'::bytea, '{一,金丝雀}')`,
    );
    await db.database.query(`insert into parts values (current_date, '金丝雀')`);
    await db.database.query(`insert into "Odd ""name" values ('金丝雀')`);
    expect(await columnsContaining(db.database, '金丝雀')).toEqual([
      'Odd "name.a column',
      'kinds.b',
      'kinds.j',
      'kinds.jb',
      'kinds.t',
      'kinds.ts',
      'kinds.v',
      'parts_default.words',
    ]);
  });
});
