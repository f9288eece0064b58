/** Receipts by request/reply to the running service, from one process: whole requests as the gateway sends them. */
import 'reflect-metadata';
import { setTimeout as delay } from 'node:timers/promises';
import { type Actor, RecordReceipts } from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { newId } from '@guantong/platform';
import { asProcess } from '../load/run-in-process.js';
import { type Member, membersAtRandom, type Union } from './member-order.js';

export interface RpcReceiptsJob {
  readonly natsUrl: string;
  /** Each request brings one receipt for each of them, as a phone does that was offline. */
  readonly postIds: readonly string[];
  readonly unions: readonly Union[];
  readonly seconds: number;
  readonly width: number;
  /** Receipts a second at most; 0: as many as it can. */
  readonly rate: number;
  readonly seed: number;
}

export interface RpcReceipts {
  readonly perSecond: number;
  readonly requests: number;
}

/** Enough for every request that one run can make. */
const MOST_MEMBERS = 400_000;

const workerAt = ({ unitId, slot }: Member): Actor => ({
  kind: 'WORKER',
  accountId: newId(),
  sessionId: newId(),
  appointments: [],
  worker: { id: newId(), unitId, slot },
});

asProcess(async (job: RpcReceiptsJob): Promise<RpcReceipts> => {
  const rpc = new RpcClient({ service: 'bench', natsUrl: job.natsUrl });
  const members = membersAtRandom(job.unions, MOST_MEMBERS, job.seed);
  const request = { receipts: job.postIds.map((postId) => ({ postId, grade: 'READ' as const })) };
  const started = performance.now();
  const elapsed = () => (performance.now() - started) / 1000;
  let requests = 0;
  const lane = async () => {
    while (elapsed() < job.seconds) {
      const ahead = job.rate > 0 ? (requests * job.postIds.length) / job.rate - elapsed() : 0;
      if (ahead > 0.001) {
        await delay(ahead * 1000);
        continue;
      }
      const member = members[requests++ % members.length];
      if (member) await rpc.call(RecordReceipts, request, workerAt(member));
    }
  };
  await Promise.all(Array.from({ length: job.width }, lane));
  const perSecond = (requests * job.postIds.length) / elapsed();
  await rpc.onApplicationShutdown();
  return { perSecond, requests };
});
