import { Database } from '@guantong/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { Client } from 'pg';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options.js';

/** The publisher's own connection, so that a busy pool does not hold events back. Opened when asked for. */
@Injectable()
export class OutboxConnection {
  private client?: Client;

  constructor(
    private readonly database: Database,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  async get(): Promise<Client> {
    if (this.client) return this.client;
    const client = new Client({
      connectionString: this.database.orm.config.get('clientUrl') ?? '',
      application_name: `guantong-${this.options.service}-outbox`,
      // Every wait is bounded. Publishing (2 s) happens between two statements of one transaction.
      connectionTimeoutMillis: 3000,
      statement_timeout: 3000,
      query_timeout: 4000,
      idle_in_transaction_session_timeout: 10_000,
      keepAlive: true,
    });
    client.on('error', () => {
      if (this.client === client) delete this.client;
    });
    try {
      await client.connect();
      // Everything here is looked up by its key. A plan that was made over a table just vacuumed empty would read it
      // through, also when it has 100,000 rows: a third of the database's time while cases come in.
      await client.query('set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off');
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    this.client = client;
    return client;
  }

  /** The next get() opens a new one. */
  async close(): Promise<void> {
    const { client } = this;
    delete this.client;
    await client?.end().catch(() => undefined);
  }
}
