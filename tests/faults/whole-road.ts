import type { Databases } from './databases.js';

/** What is not as it should be with a post that everybody must have; empty when all is exact. */
export async function faultsOnTheRoad(databases: Databases, postId: string): Promise<string[]> {
  const tiers = await databases.query<{ id: string; tier: string; parent: string | null }>(
    'membership',
    `select id, tier, parent_id as parent from unit where status = 'ACTIVE'`,
  );
  const above = tiers.filter((unit) => unit.tier !== 'GRASSROOTS').map((unit) => unit.id);
  const unions = tiers.filter((unit) => unit.tier === 'GRASSROOTS').map((unit) => unit.id);
  const relays = await databases.query<{ id: string; how: string | null; state: string }>(
    'distribution',
    `select unit_id as id, state, forwarded_how as how from relay where post_id = $1`,
    [postId],
  );
  const deliveries = await databases.query<{ id: string; state: string }>(
    'distribution',
    `select unit_id as id, state from delivery where post_id = $1`,
    [postId],
  );
  // each unit is told to have handed on once, and each union to have opened once: more would be sent twice
  const announced = await databases.query<{ id: string }>(
    'distribution',
    `select jsonb_array_elements_text(envelope::jsonb -> 'data' -> 'unitIds') as id from outbox
      where type = 'evt.distribution.relay.forwarded.v1' and envelope::jsonb -> 'data' ->> 'postId' = $1`,
    [postId],
  );
  const opened = await databases.number(
    'distribution',
    `select coalesce(sum((envelope::jsonb -> 'data' ->> 'count')::int), 0) as n from outbox
      where type = 'evt.distribution.deliveries.opened.v1' and envelope::jsonb -> 'data' ->> 'postId' = $1`,
    [postId],
  );
  const sums = await databases.query<{ unions: number; open: number }>(
    'distribution',
    `select coalesce(sum(unions), 0)::int as unions, coalesce(sum(unions_open), 0)::int as open
       from coverage_sum where post_id = $1`,
    [postId],
  );
  const faults = [
    ...inexact('relays', ids(relays), above),
    ...inexact('deliveries', ids(deliveries), unions),
    ...inexact('announced as forwarded', ids(announced), above),
  ];
  const waiting = relays.filter((relay) => relay.state !== 'FORWARDED').length;
  const byThemselves = relays.filter((relay) => relay.how === 'AUTO').length;
  if (waiting > 0) faults.push(`${waiting} units hold it`);
  if (byThemselves !== relays.length - 1) faults.push(`${byThemselves} of ${relays.length} relays are AUTO`);
  const closed = deliveries.filter((delivery) => delivery.state !== 'OPEN').length;
  if (closed > 0) faults.push(`${closed} unions have not opened it`);
  if (opened !== unions.length) faults.push(`announced as opened: ${opened} of ${unions.length}`);
  if (sums[0]?.unions !== unions.length || sums[0].open !== unions.length)
    faults.push(`the sums say ${JSON.stringify(sums[0])} of ${unions.length}`);
  return faults;
}

const ids = (rows: readonly { id: string }[]): string[] => rows.map((row) => row.id);

function inexact(what: string, found: readonly string[], wanted: readonly string[]): string[] {
  const set = new Set(found);
  const missing = wanted.filter((id) => !set.has(id)).length;
  const faults: string[] = [];
  if (missing > 0) faults.push(`${what}: ${missing} of ${wanted.length} missing`);
  if (set.size !== found.length) faults.push(`${what}: ${found.length - set.size} twice`);
  if (set.size > wanted.length - missing) faults.push(`${what}: some that should not be`);
  return faults;
}
