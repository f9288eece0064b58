import { MikroORM } from '@mikro-orm/postgresql';
import { Database, ormConfig } from '@guantong/persistence';

/** A service's database, opened as the service itself opens it. */
export async function openDatabase(
  service: string,
  databaseUrl: string,
): Promise<{ database: Database; close(): Promise<void> }> {
  const orm = await MikroORM.init(ormConfig({ service, databaseUrl, entities: [], migrations: [] }));
  return { database: await Database.of(orm), close: () => orm.close(true) };
}
