/** Receipts by request/reply to the running service, from one process: whole requests as the gateway sends them. */
import 'reflect-metadata';
import { setTimeout as delay } from 'node:timers/promises';
import { type Actor, RecordReceipts } from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { newId } from '@guantong/platform';
import { Logger } from '@nestjs/common';
import { serve } from '../load/program.js';
import { type Member, membersAtRandom } from './member-order.js';
import { receiptsByRpc } from './programs.js';

/** Enough for every request that one run can make. */
const MOST_MEMBERS = 400_000;

const workerAt = ({ unitId, slot }: Member): Actor => ({
  kind: 'WORKER',
  accountId: newId(),
  sessionId: newId(),
  appointments: [],
  worker: { id: newId(), unitId, slot },
});

Logger.overrideLogger(['error', 'fatal']); // Nest's client tells of every connection it opens and closes

serve(receiptsByRpc, async (job) => {
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
