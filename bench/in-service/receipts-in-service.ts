/** Receipts through distribution's own writers, many in flight, in a process of its own: what a copy of the service can do. */
import 'reflect-metadata';
import { GatherReceipts } from '../../apps/distribution/src/receipt/application/gather-receipts.js';
import { ReceiptRepository } from '../../apps/distribution/src/receipt/persistence/receipt-repository.js';
import { DistributionConfig } from '../../apps/distribution/src/distribution-config.js';
import { asProcess } from '../load/run-in-process.js';
import { membersAtRandom, type Union } from './member-order.js';
import { openDatabase } from './open-database.js';

export interface ReceiptsJob {
  readonly databaseUrl: string;
  readonly postId: string;
  readonly unions: readonly Union[];
  readonly count: number;
  /** Answers waited for at once. */
  readonly width: number;
  readonly seed: number;
}

export interface ReceiptsWritten {
  readonly perSecond: number;
  /** Receipts that the service said are held. */
  readonly recorded: number;
}

asProcess(async (job: ReceiptsJob): Promise<ReceiptsWritten> => {
  const { database, close } = await openDatabase('distribution', job.databaseUrl);
  const gather = new GatherReceipts(new ReceiptRepository(database), new DistributionConfig());
  const members = membersAtRandom(job.unions, job.count, job.seed);
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
  await close();
  return { perSecond, recorded };
});
