import { Database } from '@guantong/persistence';
import { newId } from '@guantong/platform';
import { type DisposableDatabase, disposableDatabase } from '@guantong/testing';
import { Client } from 'pg';
import { MessagingTables0001 } from '../migrations/0001-messaging-tables.js';
import { claimUnpublished, markPublished } from './outbox-batch.js';
import { OutboxConnection } from './outbox-connection.js';

describe('the statements by which events are sent', () => {
  let db: DisposableDatabase;
  let connection: OutboxConnection;

  beforeAll(async () => {
    db = await disposableDatabase({
      entities: [],
      migrations: [{ name: '0001-messaging-tables', class: MessagingTables0001 }],
    });
    connection = new OutboxConnection(await Database.of(db.orm), { service: 'content', natsUrl: '' });
  });
  afterAll(async () => {
    await connection.close();
    await db.drop();
  });

  /** Planned for good while the table is empty, then asked over rows that have long been sent. */
  async function planOver(client: Client): Promise<string> {
    for (let i = 0; i < 6; i++) {
      await claimUnpublished(client, { rows: 100, bytes: 1_000_000 }, []);
      await markPublished(client, [{ id: newId(), seq: 1 }], []);
    }
    await db.database.query(
      `insert into outbox (id, subject, type, envelope, traceparent, correlation_id, published_at)
       select uuidv7(), 's', 't', '{}', 't', 'c', now() from generate_series(1, 2000)`,
    );
    const ids = `array['${newId()}']::uuid[]`;
    const plans = await Promise.all(
      [`"outbox-claim" (100, 1000000, ${ids})`, `"outbox-mark-published" (${ids}, '{1}', '{}')`].map((statement) =>
        client.query<{ 'QUERY PLAN': string }>(`explain execute ${statement}`),
      ),
    );
    await db.database.query('truncate outbox');
    return plans.flatMap(({ rows }) => rows.map((row) => row['QUERY PLAN'])).join('\n');
  }

  it('look up by key on their own connection, and read the table through on another (the control)', async () => {
    await db.database.query('vacuum (analyze) outbox');
    const planned = await planOver(await connection.get());
    expect(planned).toContain('Index Scan using outbox_unpublished');
    expect(planned).toContain('Index Scan using outbox_pkey');
    expect(planned).not.toMatch(/Seq Scan|Hash Join|Merge Join/);

    const other = new Client({ connectionString: db.url });
    await other.connect();
    try {
      await db.database.query('vacuum (analyze) outbox');
      expect(await planOver(other)).toContain('Seq Scan');
    } finally {
      await other.end();
    }
  });
});
