import { Client } from 'pg';
import { inFlight } from '../load/in-flight.js';

/** Single-row INSERTs per second, each its own synced commit, over `connections`. */
export async function syncedInserts(url: string, connections: number, seconds: number): Promise<number> {
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new Client({ connectionString: url });
      await client.connect();
      return client;
    }),
  );
  const [first] = clients;
  await first?.query('create table if not exists bench_insert (id bigint primary key, body text not null)');
  await first?.query('truncate bench_insert');
  try {
    // a lane of inFlight always takes the next free connection
    const free = [...clients];
    const { perSecond } = await inFlight(connections, seconds * 1000, async (n) => {
      const client = free.pop();
      if (!client) throw new Error('more calls than connections');
      await client.query({
        name: 'insert',
        text: 'insert into bench_insert values ($1, $2)',
        values: [n, 'x'.repeat(100)],
      });
      free.push(client);
    });
    await first?.query('drop table bench_insert');
    return perSecond;
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
