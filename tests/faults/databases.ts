import { Pool } from 'pg';
import type { Stack } from '../../scripts/stack.mjs';
import { SERVICES_WITH_DATABASE, type ServiceWithDatabase } from './fault-stack.js';

/** The services' databases, looked at from outside; survives a PostgreSQL that is killed. */
export class Databases {
  private readonly pools: Record<ServiceWithDatabase, Pool>;

  constructor(stack: Pick<Stack, 'serviceDatabaseUrls'>) {
    const pool = (service: ServiceWithDatabase) => {
      const made = new Pool({
        connectionString: stack.serviceDatabaseUrls[service],
        max: 3,
        connectionTimeoutMillis: 3000,
      });
      made.on('error', () => undefined);
      return made;
    };
    this.pools = {
      membership: pool('membership'),
      content: pool('content'),
      distribution: pool('distribution'),
      feedback: pool('feedback'),
    };
  }

  async query<R extends object>(service: ServiceWithDatabase, sql: string, values: unknown[] = []): Promise<R[]> {
    return (await this.pools[service].query<R>(sql, values)).rows;
  }

  /** The one number that a query gives, in its column `n`. */
  async number(service: ServiceWithDatabase, sql: string, values: unknown[] = []): Promise<number> {
    const [row] = await this.query<{ n: string | number }>(service, sql, values);
    return Number(row?.n ?? Number.NaN);
  }

  async close(): Promise<void> {
    await Promise.all(SERVICES_WITH_DATABASE.map((service) => this.pools[service].end()));
  }
}
