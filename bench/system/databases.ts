import { Client } from 'pg';
import type { ServiceDatabases } from '../seed/seed-city.js';
import type { Stack } from './stack-module.js';

const names = ['membership', 'content', 'distribution', 'feedback'] as const;

/** One connection of ours to each service's database; closed when `work` has ended. */
export async function withDatabases<T>(stack: Stack, work: (databases: ServiceDatabases) => Promise<T>): Promise<T> {
  const clients = names.map((name) => new Client({ connectionString: stack.serviceDatabaseUrls[name] }));
  // a server that is stopped under us: whoever is asking then gets the error as well
  for (const client of clients) client.on('error', () => undefined);
  try {
    await Promise.all(clients.map((client) => client.connect()));
    const [membership, content, distribution, feedback] = clients as [Client, Client, Client, Client];
    return await work({ membership, content, distribution, feedback });
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
