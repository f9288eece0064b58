import { disposableDatabase, type DisposableDatabase } from '@guantong/testing';
import { bareArray, textArray } from './array-literal.js';

describe('array literals', () => {
  let db: DisposableDatabase;
  beforeAll(async () => {
    db = await disposableDatabase({ entities: [], migrations: [] });
  });
  afterAll(() => db.drop());

  const through = async (type: string, literal: string): Promise<unknown> => {
    const [row] = await db.database.query<{ back: unknown }>(`select to_json($1::${type}[]) as back`, [literal]);
    return row?.back;
  };

  it('bring every text back as it was', async () => {
    const texts = [
      ...['张三', '', ' ', 'null', 'NULL', 'Null', null, '"', '\\', '\\"', '{}', '{a,b}', ',', "'", '$1', '；'],
      ...['阿依古丽·买买提', '𠮷野', 'a b', '\n', '\t', '-', '1', 'x|y', '（一）', '%', '\\N'],
    ];
    await expect(through('text', textArray(texts))).resolves.toEqual(texts);
    await expect(through('text', textArray([]))).resolves.toEqual([]);
  });

  it('bring numbers, booleans, dates and ids back', async () => {
    await expect(through('int', bareArray([1, null, -3]))).resolves.toEqual([1, null, -3]);
    await expect(through('boolean', bareArray([true, false, null]))).resolves.toEqual([true, false, null]);
    await expect(through('date', bareArray(['1978-05-06', undefined]))).resolves.toEqual(['1978-05-06', null]);
    await expect(through('uuid', bareArray([]))).resolves.toEqual([]);
  });
});
