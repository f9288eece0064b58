/** Receipts through distribution's own writers, many in flight, in a process of its own: what a copy of the service can do. */
import 'reflect-metadata';
import { GatherReceipts } from '../../apps/distribution/src/receipt/application/gather-receipts.js';
import { ReceiptRepository } from '../../apps/distribution/src/receipt/persistence/receipt-repository.js';
import { DistributionConfig } from '../../apps/distribution/src/distribution-config.js';
import { serve } from '../load/program.js';
import { membersAtRandom } from './member-order.js';
import { openDatabase } from './open-database.js';
import { receiptsInService } from './programs.js';

serve(receiptsInService, async (job) => {
  const { database, close } = await openDatabase('distribution', job.databaseUrl);
  const gather = new GatherReceipts(new ReceiptRepository(database), new DistributionConfig());
  const members = membersAtRandom(job.unions, job.count, job.seed);
  const before = process.cpuUsage();
  const started = performance.now();
  let next = 0;
  let recorded = 0;
  const lane = async () => {
    for (let member = members[next++]; member; member = members[next++]) {
      if (await gather.record({ postId: job.postId, ...member, revision: 1, confirmed: false })) recorded++;
    }
  };
  await Promise.all(Array.from({ length: job.width }, lane));
  const perSecond = members.length / ((performance.now() - started) / 1000);
  const { user, system } = process.cpuUsage(before);
  await close();
  return { perSecond, recorded, cpuMs: (user + system) / 1000 };
});
