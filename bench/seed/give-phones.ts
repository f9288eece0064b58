import type { Client } from 'pg';
import type { SealedPhones } from '../../apps/membership/src/personal-data/sealed-phones.js';
import { withoutIndexes } from './without-indexes.js';

export interface KnownWorker {
  readonly name: string;
  readonly phone: string;
}

/**
 * A phone for every worker, so that the index has its size: an index of its own each, and one sealed number for all,
 * which nothing here opens but those who are looked for. These get real ones.
 *
 * @returns `known` of them, spread over the city
 */
export async function givePhones(membership: Client, phones: SealedPhones, known: number): Promise<KnownWorker[]> {
  const { encrypted, keyId } = phones.seal('14000000000');
  await withoutIndexes(membership, 'worker', () =>
    membership.query(
      `update worker set phone_index = sha256(id::text::bytea), phone_encrypted = $1, phone_key_id = $2
        where phone_index is null`,
      [encrypted, keyId],
    ),
  );
  const { rows } = await membership.query<{ id: string; name: string }>(
    `select id, name from worker where status = 'ACTIVE' order by phone_index limit $1`, // in no order, that is
    [known],
  );
  const people = rows.map(({ id, name }, n) => ({ id, name, phone: `140${String(n).padStart(8, '0')}` }));
  const sealed = people.map(({ phone }) => phones.seal(phone));
  await membership.query(
    `update worker w set phone_index = s.i, phone_encrypted = s.e
       from unnest($1::uuid[], $2::bytea[], $3::bytea[]) as s (id, i, e) where w.id = s.id`,
    [people.map(({ id }) => id), sealed.map(({ index }) => index), sealed.map((s) => s.encrypted)],
  );
  await membership.query('vacuum analyze worker');
  return people;
}
