import type { Databases } from './databases.js';

/**
 * What is not as it should be with a post that everybody must have; empty when all is exact.
 *
 * @param passThrough so many units let their deadline pass; all others hand on by themselves
 */
export async function faultsOnTheRoad(
  databases: Databases,
  postId: string,
  { passThrough = 0 } = {},
): Promise<string[]> {
  const tiers = await databases.query<{ id: string; tier: string }>(
    'membership',
    `select id, tier from unit where status = 'ACTIVE'`,
  );
  const arrived = await databases.number('distribution', 'select count(*) as n from delivery where post_id = $1', [
    postId,
  ]);
  const underWay = tiers.filter((unit) => unit.tier === 'GRASSROOTS').length - arrived;
  if (underWay > 0) return [`deliveries: ${underWay} missing`]; // no use looking closer yet

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
  const published = await databases.number(
    'content',
    `select count(*) as n from outbox
      where type = 'evt.content.post.published.v1' and envelope::jsonb -> 'data' ->> 'postId' = $1`,
    [postId],
  );
  const faults = [
    ...inexact('relays', ids(relays), above),
    ...inexact('deliveries', ids(deliveries), unions),
    ...inexact('announced as forwarded', ids(announced), above),
  ];
  if (published !== 1) faults.push(`published ${published} times`);
  const waiting = relays.filter((relay) => relay.state !== 'FORWARDED').length;
  const handedOn = (how: string) => relays.filter((relay) => relay.how === how).length;
  if (waiting > 0) faults.push(`${waiting} units hold it`);
  if (handedOn('PASS_THROUGH') !== passThrough) faults.push(`${handedOn('PASS_THROUGH')} have been passed through`);
  if (handedOn('AUTO') !== relays.length - 1 - passThrough)
    faults.push(`${handedOn('AUTO')} of ${relays.length} relays are AUTO`);
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
