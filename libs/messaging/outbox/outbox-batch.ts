import type { ClientBase } from 'pg';

export interface OutboxRow {
  id: string;
  subject: string;
  envelope: string;
  traceparent: string;
  correlation_id: string;
  resent: number;
  /** State of which there is a newer one: must not be sent, or it would become the last one that the broker keeps. */
  overtaken: boolean;
}

/** At most so many rows and bytes are taken at once. The first row is taken whatever its size. */
export interface BatchLimits {
  rows: number;
  bytes: number;
}

/**
 * Takes the oldest rows that nobody else is sending. `skip locked` and `published_at is null`, never `id > cursor`:
 * a row that commits late has a smaller id than one that is long sent. Runs on the partial index outbox_unpublished.
 *
 * @param except ids the broker has refused and that must wait
 */
export async function claimUnpublished(
  client: ClientBase,
  limits: BatchLimits,
  except: readonly string[],
): Promise<OutboxRow[]> {
  const { rows } = await client.query<OutboxRow>({
    name: 'outbox-claim',
    text: `with claimed as (
             select id, subject, envelope, traceparent, correlation_id, resent, revision, octet_length(envelope) as bytes
               from outbox where published_at is null and id <> all($3::uuid[])
              order by id limit $1 for update skip locked),
           summed as (select c.*, sum(c.bytes) over (order by c.id) - c.bytes as before from claimed c)
           select s.id, s.subject, s.envelope, s.traceparent, s.correlation_id, s.resent,
                  s.revision is not null
                    and exists (select from outbox n where n.subject = s.subject and n.revision > s.revision) as overtaken
             from summed s where s.before < $2 order by s.id`,
    values: [limits.rows, limits.bytes, except],
  });
  return rows;
}

/** @param publicTypes events that nobody must get: confirmed as soon as they are sent */
export async function markPublished(
  client: ClientBase,
  stored: readonly { id: string; seq: number }[],
  publicTypes: readonly string[],
): Promise<void> {
  await client.query({
    name: 'outbox-mark-published',
    text: `update outbox o set published_at = clock_timestamp(), stream_seq = s.seq,
                  confirmed_at = case when o.type = any($3::text[]) then clock_timestamp() end
             from unnest($1::uuid[], $2::bigint[]) as s (id, seq) where o.id = s.id`,
    values: [stored.map((s) => s.id), stored.map((s) => s.seq), publicTypes],
  });
}

/** What was overtaken counts as sent and as received: the newer state says everything it said. */
export async function markOvertaken(client: ClientBase, ids: readonly string[]): Promise<void> {
  await client.query(
    `update outbox set published_at = clock_timestamp(), confirmed_at = clock_timestamp() where id = any($1::uuid[])`,
    [ids],
  );
}
