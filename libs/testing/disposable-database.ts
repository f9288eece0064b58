import { randomBytes } from 'node:crypto';
import { MikroORM } from '@mikro-orm/postgresql';
import { Database, migrate, ormConfig, type OrmOptions } from '@guantong/persistence';
import { Client } from 'pg';

export interface DisposableDatabase {
  database: Database;
  orm: MikroORM;
  url: string;
  drop(): Promise<void>;
}

const adminUrl = (): string => {
  const url = process.env.TEST_DATABASE_URL;
  if (!url) throw new Error('TEST_DATABASE_URL is not set: run the tests with "npm test -- <path>"');
  return url;
};

async function asAdmin<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: adminUrl() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** An empty database of its own on the test run's PostgreSQL. */
export async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  await asAdmin((c) => c.query(`create database ${name} encoding 'UTF8' template template0`));
  const url = new URL(adminUrl());
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => asAdmin(async (c) => void (await c.query(`drop database ${name} with (force)`))),
  };
}

/** A migrated database of a service, for one test file. Drop it in `afterAll`. */
export async function disposableDatabase(
  options: Pick<OrmOptions, 'entities' | 'migrations' | 'plainTables'>,
): Promise<DisposableDatabase> {
  const { url, drop } = await emptyDatabase();
  const orm = await MikroORM.init(ormConfig({ service: 'test', databaseUrl: url, ...options }));
  await migrate(orm);
  return {
    database: await Database.of(orm),
    orm,
    url,
    drop: async () => {
      await orm.close(true);
      await drop();
    },
  };
}
