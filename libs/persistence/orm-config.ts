import type { AnyEntity, MigrationObject } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import type { Pool } from 'pg';
import { sendPrepared } from './prepared.js';
import { releaseDeadClients } from './release-dead-clients.js';
import { defineConfig, type EntitySchema, type Options } from '@mikro-orm/postgresql';

export interface OrmOptions {
  service: string;
  databaseUrl: string;
  /** Connections at most; two cores are kept busy by about ten. */
  poolSize?: number;
  entities: EntitySchema[];
  /** In the order in which they are applied. Reviewed SQL: expand, then contract. */
  migrations: MigrationObject[];
  /** Tables written with plain SQL only, which have no entity. */
  plainTables?: (string | RegExp)[];
}

export type { AnyEntity, MigrationObject };

/** The tables that every service has, see libs/messaging. */
export const SHARED_TABLES = [
  'outbox',
  'processed_message',
  'dead_letter',
  'failed_try',
  'idempotency_key',
  'unit_mirror',
  'unit_succession',
];

export function ormConfig(o: OrmOptions): Options {
  return defineConfig({
    clientUrl: o.databaseUrl,
    entities: o.entities,
    extensions: [Migrator],
    migrations: { migrationsList: o.migrations, snapshot: false, transactional: true },
    schemaGenerator: { skipTables: [...SHARED_TABLES, ...(o.plainTables ?? [])] },
    discovery: { warnWhenNoEntities: false },
    pool: { min: 0, max: o.poolSize ?? 10 },
    allowGlobalContext: false,
    forceUtcTimezone: true,
    logger: () => undefined, // the migrator's progress; failures are thrown
    // Every wait is bounded: a statement 5 s, a lock 2 s, an idle open transaction 30 s.
    driverOptions: {
      application_name: `guantong-${o.service}`,
      statement_timeout: 5000,
      lock_timeout: 2000,
      idle_in_transaction_session_timeout: 30_000,
      connectionTimeoutMillis: 3000,
      keepAlive: true,
      onPoolCreated: (pool: Pool) => {
        releaseDeadClients(pool);
        sendPrepared(pool);
      },
    },
  });
}
