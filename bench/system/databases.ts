import { Client } from 'pg';
import type { ServiceDatabases } from '../seed/seed-city.js';
import type { Stack } from './stack-module.js';

const names = ['membership', 'content', 'distribution', 'feedback'] as const;

/** One connection of ours to each service's database; closed when `work` has ended. */
export async function withDatabases<T>(stack: Stack, work: (databases: ServiceDatabases) => Promise<T>): Promise<T> {
  const clients = names.map((name) => new Client({ connectionString: stack.serviceDatabaseUrls[name] }));
  try {
    await Promise.all(clients.map((client) => client.connect()));
    const [membership, content, distribution, feedback] = clients as [Client, Client, Client, Client];
    return await work({ membership, content, distribution, feedback });
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
