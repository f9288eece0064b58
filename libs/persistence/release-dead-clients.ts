import type { Pool, PoolClient } from 'pg';

/**
 * Gives a pooled connection back when it dies in the middle of a transaction. Kysely releases a transaction's
 * connection only after COMMIT or ROLLBACK has worked, which on a dead one never does; without this, every restart of
 * PostgreSQL takes as many places of the pool as transactions were open, for ever.
 */
export function releaseDeadClients(pool: Pool): void {
  const taken = new WeakSet<PoolClient>();
  pool.on('acquire', (client) => taken.add(client));
  pool.on('release', (_error, client) => taken.delete(client));
  pool.on('connect', (client) => {
    client.once('end', () => {
      if (!taken.has(client)) return;
      client.release(true);
      client.release = () => undefined; // should its holder give it back after all
    });
  });
}
