import { MikroORM } from '@mikro-orm/postgresql';
import { emptyDatabase, eventually, type SeverableLink, severableLink } from '@guantong/testing';
import { Database } from './database.js';
import { ormConfig } from './orm-config.js';

const POOL = 3;

describe('a pool of connections whose server dies under open transactions', () => {
  let link: SeverableLink;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const empty = await emptyDatabase();
    drop = empty.drop;
    link = await severableLink(empty.url);
  });
  afterAll(async () => {
    await link.close();
    await drop();
  });

  const cutDuringTransactions = async (database: Database) => {
    let inside = 0;
    const open = Array.from({ length: POOL }, () =>
      database.transaction(async (tx) => {
        inside++;
        await tx.query('select pg_sleep(10)');
      }),
    );
    await eventually(() => expect(inside).toBe(POOL));
    link.cut();
    expect((await Promise.allSettled(open)).map((o) => o.status)).toEqual(Array(POOL).fill('rejected'));
    link.mend();
  };

  it('has all its places again afterwards', async () => {
    const orm = await MikroORM.init(
      ormConfig({ service: 'test', databaseUrl: link.url, poolSize: POOL, entities: [], migrations: [] }),
    );
    const database = await Database.of(orm);
    for (let round = 0; round < 3; round++) await cutDuringTransactions(database);
    const all = Array.from({ length: 2 * POOL }, () =>
      database.transaction((tx) => tx.query<{ one: number }>('select 1 as one')),
    );
    expect(await Promise.all(all)).toEqual(Array(2 * POOL).fill([{ one: 1 }]));
    await orm.close(true);
  });

  it('would have lost them for ever (the control)', async () => {
    const config = ormConfig({ service: 'test', databaseUrl: link.url, poolSize: POOL, entities: [], migrations: [] });
    const driverOptions = { ...config.driverOptions, onPoolCreated: undefined, connectionTimeoutMillis: 500 };
    const orm = await MikroORM.init({ ...config, driverOptions });
    const database = await Database.of(orm);
    await cutDuringTransactions(database);
    await expect(database.query('select 1')).rejects.toThrow('timeout exceeded when trying to connect');
    // not closed: pool.end() would wait for the lost connections as well
  });
});
