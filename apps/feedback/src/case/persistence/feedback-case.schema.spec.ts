import { type DisposableDatabase, disposableDatabase } from '@guantong/testing';
import { feedbackOrm } from '../../orm.js';

describe('the mapping of a case', () => {
  let db: DisposableDatabase;
  beforeAll(async () => {
    db = await disposableDatabase(feedbackOrm);
  });
  afterAll(() => db.drop());

  /** Indexes and checks are written by hand in the migrations; the mapping knows columns. */
  const columnChanges = async (): Promise<string[]> =>
    (await db.orm.schema.getUpdateSchemaSQL({ wrap: false }))
      .split(';')
      .map((line) => line.trim())
      .filter((line) => /\badd (column )?"|(drop|alter) column|create table|drop table|\brename\b/.test(line));

  it('has the columns of the migrations, each with its type', async () => {
    expect(await columnChanges()).toEqual([]);
  });

  it('would not pass with a column more or another type (the control)', async () => {
    await db.database.query(`alter table feedback_case drop column satisfaction, alter column kind type varchar(20)`);
    expect((await columnChanges()).join()).toMatch(/satisfaction/);
    expect((await columnChanges()).join()).toMatch(/kind/);
  });
});
