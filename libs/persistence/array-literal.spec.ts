import { newId } from '@guantong/platform';
import { disposableDatabase, type DisposableDatabase } from '@guantong/testing';
import { bareArray, textArray } from './array-literal.js';
import { byteaArray, uuidArray } from './binary-array.js';

const itself = <T>(value: T): T => value;

describe('arrays for PostgreSQL', () => {
  let db: DisposableDatabase;
  beforeAll(async () => {
    db = await disposableDatabase({ entities: [], migrations: [] });
  });
  afterAll(() => db.drop());

  const through = async (type: string, array: string | Buffer): Promise<unknown> => {
    const [row] = await db.database.query<{ back: unknown }>(`select to_json($1::${type}[]) as back`, [array]);
    return row?.back;
  };

  it('bring every text back as it was', async () => {
    const texts = [
      ...['张三', '', ' ', 'null', 'NULL', 'Null', null, '"', '\\', '\\"', '{}', '{a,b}', ',', "'", '$1', '；'],
      ...['阿依古丽·买买提', '𠮷野', 'a b', '\n', '\t', '-', '1', 'x|y', '（一）', '%', '\\N'],
    ];
    await expect(through('text', textArray(texts, itself))).resolves.toEqual(texts);
  });

  it('bring numbers, booleans and dates back', async () => {
    await expect(through('int', bareArray([1, null, -3], itself))).resolves.toEqual([1, null, -3]);
    await expect(through('boolean', bareArray([true, false, null], itself))).resolves.toEqual([true, false, null]);
    await expect(through('date', bareArray(['1978-05-06', undefined], itself))).resolves.toEqual(['1978-05-06', null]);
  });

  it('bring ids and hashes back, in binary', async () => {
    const ids = Array.from({ length: 300 }, (_, i) => (i % 3 === 1 ? null : newId()));
    await expect(through('uuid', uuidArray(ids, itself))).resolves.toEqual(ids);
    const shouted = uuidArray(ids, (id) => id?.toUpperCase());
    await expect(through('uuid', shouted)).resolves.toEqual(ids);
    const hashes = ['00ff', null, '0a', 'AB'.repeat(300)];
    const blobs = hashes.map((hex) => hex && Buffer.from(hex, 'hex'));
    for (const values of [hashes, blobs]) {
      await expect(through('bytea', byteaArray<Buffer | string | null>(values, itself))).resolves.toEqual(
        hashes.map((hex) => hex && `\\x${hex.toLowerCase()}`),
      );
    }
  });

  it('are empty where there are only nulls, which unnest fills up again', async () => {
    const nulls = [null, undefined, null];
    const rows = await db.database.query(
      `select n.* from unnest($1::int[], $2::text[], $3::int[], $4::uuid[], $5::bytea[]) as n (at, a, b, c, d)`,
      [
        bareArray([1, 2, 3], itself),
        textArray(nulls, itself),
        bareArray(nulls, itself),
        uuidArray(nulls, itself),
        byteaArray(nulls, itself),
      ],
    );
    expect(rows).toEqual([1, 2, 3].map((at) => ({ at, a: null, b: null, c: null, d: null })));
  });
});
