import type { ClientBase } from 'pg';

export interface OutboxRow {
  id: string;
  subject: string;
  type: string;
  envelope: string;
  traceparent: string;
  correlation_id: string;
  resent: number;
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
             select id, octet_length(envelope) as bytes from outbox
              where published_at is null and id <> all($3::uuid[])
              order by id limit $1 for update skip locked),
           summed as (select id, sum(bytes) over (order by id) - bytes as before from claimed)
           select o.id, o.subject, o.type, o.envelope, o.traceparent, o.correlation_id, o.resent
             from summed s join outbox o using (id) where s.before < $2 order by o.id`,
    values: [limits.rows, limits.bytes, except],
  });
  return rows;
}

/** @param publicTypes events that nobody must get: confirmed as soon as they are sent */
export async function markPublished(
  client: ClientBase,
  ids: readonly string[],
  publicTypes: readonly string[],
): Promise<void> {
  await client.query({
    name: 'outbox-mark',
    text: `update outbox set published_at = clock_timestamp(),
                  confirmed_at = case when type = any($2::text[]) then clock_timestamp() end
            where id = any($1::uuid[])`,
    values: [ids, publicTypes],
  });
}
