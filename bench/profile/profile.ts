import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { say } from '../report/progress.js';
import type { Stack } from '../system/stack-module.js';

/** Node writes a CPU profile of each service into the folder when the service ends; Chrome's developer tools show them. */
export function profilesIn(folder: string): Record<string, string> {
  mkdirSync(folder, { recursive: true });
  return { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${path.resolve(folder)}` };
}

/** From the next start on PostgreSQL keeps count of what each statement takes. */
export async function countStatements(stack: Stack): Promise<void> {
  await asAdmin(stack, 'postgres', async (client) => {
    await client.query(`alter system set shared_preload_libraries = 'pg_stat_statements'`);
    await client.query('alter system set pg_stat_statements.track_planning = on').catch(() => undefined);
    await client.query('create extension if not exists pg_stat_statements');
  });
}

/** Writes statements.txt: the statements of all services by the time they took. */
export async function statementsThatTookMost(stack: Stack, folder: string): Promise<void> {
  const file = path.join(folder, 'statements.txt');
  await asAdmin(stack, 'postgres', async (client) => {
    const { rows } = await client.query<{ line: string }>(
      `select format(E'%s  %s calls: %s ms in all; each %s ms planned, %s ms run; %s rows, %s kB of WAL\\n%s\\n', d.datname,
                calls, round(total_exec_time + total_plan_time), round((total_plan_time / greatest(calls, 1))::numeric, 3),
                round(mean_exec_time::numeric, 3), rows, round(wal_bytes / 1024), query) as line
         from pg_stat_statements s join pg_database d on d.oid = s.dbid
        order by total_exec_time + total_plan_time desc limit 60`,
    );
    writeFileSync(file, rows.map((row) => row.line).join('\n'));
  });
  say(`the statements that took most are in ${file}`);
}

async function asAdmin(stack: Stack, database: string, work: (client: Client) => Promise<void>): Promise<void> {
  const url = new URL(stack.databaseUrl);
  url.pathname = `/${database}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
