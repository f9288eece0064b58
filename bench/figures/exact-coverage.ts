import type { CoverageView } from '@guantong/contracts';
import { type BenchRun, WrongResult } from '../bench-run.js';
import { theCity } from '../seed/seeded-city.js';

/**
 * What the API says was read, for the city and for each district, against a naive count: different workers in the log
 * of receipts, by today's tree.
 */
export async function requireExactCoverage(
  { api, city, databases }: BenchRun,
  postIds: readonly string[],
): Promise<void> {
  for (const postId of postIds) {
    const { rows } = await databases.distribution.query<{ child: string; read: number }>(
      `select u.path[2]::text as child, count(*)::int as read
         from (select distinct unit_id, slot from receipt_log where post_id = $1) r join unit_mirror u using (unit_id)
        group by 1`,
      [postId],
    );
    const naive = new Map(rows.map((row) => [row.child, row.read]));
    const total = rows.reduce((sum, row) => sum + row.read, 0);
    const view = await api.get<CoverageView>(
      `/api/desk/posts/${postId}/coverage?unitId=${theCity(city).id}`,
      city.staff.administrator,
    );
    if (view.workers.read !== total || view.workers.audience !== city.workers) {
      throw new WrongResult(
        `coverage of ${postId}: ${view.workers.read} of ${view.workers.audience} read, counted ${total} of ${city.workers}`,
      );
    }
    for (const child of view.children) {
      const counted = naive.get(child.unitId) ?? 0;
      if (child.workers.read !== counted) {
        throw new WrongResult(
          `coverage of ${postId} below ${child.unitId}: ${child.workers.read} read, counted ${counted}`,
        );
      }
    }
  }
}
