import type { Databases } from './databases.js';
import type { PersistentClient } from './persistent-client.js';

/** Every worker signs for a post; resolves when each has been told that it is kept. */
export async function everybodySigns(workers: readonly PersistentClient[], postId: string): Promise<void> {
  const signed = await Promise.all(
    workers.map((worker) => worker.untilTaken('POST', `/api/worker/posts/${postId}/confirmation`, {})),
  );
  const refused = signed.filter(({ outcome }) => outcome !== 'ACCEPTED');
  if (refused.length > 0) throw new Error(`not everybody could sign: ${JSON.stringify(refused)}`);
}

/** What is not as the workers (all of one union, all that there are) were told; empty when all is exact. */
export async function faultsInSignatures(databases: Databases, postId: string, workers: number): Promise<string[]> {
  const [sums] = await databases.query<{ bits: number; union: number; tree: number }>(
    'distribution',
    `select (select coalesce(sum(bit_count(confirmed)), 0)::int from delivery where post_id = $1) as bits,
            (select sum(confirmed_count)::int from delivery where post_id = $1) as "union",
            (select sum(confirmed)::int from coverage_sum where post_id = $1) as tree`,
    [postId],
  );
  const exact = sums?.bits === workers && sums.union === workers && sums.tree === workers;
  return exact ? [] : [`${workers} have signed for the post, and the service has ${JSON.stringify(sums)}`];
}
