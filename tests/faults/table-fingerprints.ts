import type { Databases } from './databases.js';
import { SERVICES_WITH_DATABASE, type ServiceWithDatabase } from './fault-stack.js';

/** Columns that a clock writes, whether or not a message comes, with the reason. Everything else must not move. */
const CLOCK_DRIVEN: Partial<Record<ServiceWithDatabase, Record<string, readonly string[]>>> = {
  distribution: {
    // when the sweep for gaps looks at the post again; moves by itself every 15 s and more
    post_mirror: ['next_check_at'],
    // when the next copy of the service may compare the mirror of the workers
    timer_lease: ['due_at'],
  },
  feedback: {
    // the number of the last coarse tick: it counts seconds of the wall clock
    coarse_tick: ['tick'],
  },
};

/** `<service>.<table>` → number of rows and hash of all of them, in an order that does not depend on the disk. */
export type Fingerprints = Map<string, string>;

export async function fingerprintAllTables(databases: Databases): Promise<Fingerprints> {
  const prints: Fingerprints = new Map();
  for (const service of SERVICES_WITH_DATABASE) {
    const tables = await databases.query<{ name: string }>(
      service,
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
    );
    for (const { name } of tables) {
      const left = CLOCK_DRIVEN[service]?.[name] ?? [];
      const [print] = await databases.query<{ rows: number; hash: string }>(
        service,
        `select count(*)::int as rows, md5(coalesce(string_agg(row, E'\n' order by row), '')) as hash
           from (select (to_jsonb(t) - $1::text[])::text as row from "${name}" t) r`,
        [left],
      );
      prints.set(`${service}.${name}`, `${print?.rows} rows, ${print?.hash}`);
    }
  }
  return prints;
}

/** Names of the tables that are not the same in both. */
export const differingTables = (a: Fingerprints, b: Fingerprints): string[] =>
  [...new Set([...a.keys(), ...b.keys()])].filter((table) => a.get(table) !== b.get(table));
