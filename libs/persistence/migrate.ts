import type { MikroORM } from '@mikro-orm/postgresql';

/**
 * Brings the database up to this release. Copies of a service may start at the same time: one migrates, the others
 * wait for it (the lock is the session's, and goes with it).
 */
export async function migrate(orm: MikroORM): Promise<void> {
  const pool = await orm.em.getConnection().getNativeClient();
  const client = await pool.connect();
  try {
    await client.query(`set statement_timeout = 0; set lock_timeout = '60s'`);
    await client.query(`select pg_advisory_lock(hashtext('guantong.migrate'))`);
    await orm.migrator.up();
  } finally {
    await client.query(`select pg_advisory_unlock_all()`).catch(() => undefined);
    client.release(true);
  }
}
