import type { Pool } from 'pg';

const nameOf = new Map<string, string>();
const textOf = new Map<string, string>();

/**
 * Marks the text of a statement that is run very often, in transactions too: each connection parses it once, under
 * `name`, and after some runs plans it once. Only for statements whose best plan depends neither on their values nor on
 * how many rows there are just now; and as a constant, because each text is remembered for good. Measured: three
 * statements of a log-in cost PostgreSQL 0.8 ms instead of 2.2.
 *
 * @returns the text, to be given to `query`
 */
export function prepared(name: string, text: string): string {
  if ((textOf.get(name) ?? text) !== text) throw new Error(`there are two statements named ${name}`);
  textOf.set(name, text);
  nameOf.set(text, name);
  return text;
}

/** Sends such texts under their names. At the connection itself, because what Kysely hands down has no name. */
export function sendPrepared(pool: Pool): void {
  pool.on('connect', (client) => {
    client.query = new Proxy(client.query, {
      apply: (query, self, [what, ...rest]: unknown[]): unknown => {
        const name = typeof what === 'string' ? nameOf.get(what) : undefined;
        return Reflect.apply(query, self, [name ? { name, text: what } : what, ...rest]);
      },
    });
  });
}
