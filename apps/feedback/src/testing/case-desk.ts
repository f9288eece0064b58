import type { Actor, CaseKind, DeskCase, SubmitCaseRequest, WorkerCase } from '@guantong/contracts';
import { CaseHandlingRpc } from '../case/rpc/case-handling.rpc.js';
import { DeskCasesRpc } from '../case/rpc/desk-cases.rpc.js';
import { WorkerCasesRpc } from '../case/rpc/worker-cases.rpc.js';
import { IntakeRpc } from '../intake/rpc/intake.rpc.js';
import { ReplyRpc } from '../reply/rpc/reply.rpc.js';
import { RingDueClocks } from '../sla/application/ring-due-clocks.js';
import type { FeedbackFixture } from './feedback-fixture.js';

/** Short sentences for tests: who does what to which case. */
export function caseDesk(f: FeedbackFixture) {
  const intake = f.get(IntakeRpc);
  const handling = f.get(CaseHandlingRpc);
  const replies = f.get(ReplyRpc);
  const worker = f.get(WorkerCasesRpc);
  const desk = f.get(DeskCasesRpc);
  const reason = '需要上级协调';
  return {
    intake,
    worker,
    desk,
    submit: (who: Actor, request: Partial<SubmitCaseRequest> & { kind?: CaseKind } = {}): Promise<WorkerCase> =>
      intake.submit({ kind: 'daily_work', text: '食堂太远', ...request }, who),
    acknowledge: (who: Actor, caseId: string, version?: number): Promise<DeskCase> =>
      handling.acknowledge({ caseId, ...(version !== undefined && { version }) }, who),
    assign: (who: Actor, caseId: string, accountId: string) => handling.assign({ caseId, accountId }, who),
    raise: (who: Actor, caseId: string) => handling.raise({ caseId, reason }, who),
    return: (who: Actor, caseId: string) => handling.return({ caseId, reason }, who),
    reply: (who: Actor, caseId: string, text = '正在办理') => replies.reply({ caseId, text }, who),
    resolve: (who: Actor, caseId: string, text = '已经办好') => replies.resolve({ caseId, text }, who),
    confirm: (who: Actor, caseId: string, satisfaction = 5) => worker.confirm({ caseId, satisfaction }, who),
    reopen: (who: Actor, caseId: string) => worker.reopen({ caseId, reason: '还没有解决' }, who),
    withdraw: (who: Actor, caseId: string) => worker.withdraw({ caseId }, who),
    message: (who: Actor, caseId: string, text = '补充一点') => worker.message({ caseId, text }, who),
    urge: (who: Actor, caseId: string) => worker.urge({ caseId }, who),
    see: (who: Actor, caseId: string) => desk.get({ caseId }, who),
    mine: (who: Actor, caseId: string) => worker.get({ caseId }, who),
    /** Makes the clocks of these cases (or of all) ring now, and lets them. */
    ring: async (...caseIds: string[]): Promise<number> => {
      await f.database.query(
        `update feedback_case set due_at = now() - interval '1 second' where due_at is not null and (id = any ($1::uuid[]) or $2)`,
        [caseIds, caseIds.length === 0],
      );
      return f.get(RingDueClocks).run();
    },
    events: async (caseId: string): Promise<{ type: string; data: Record<string, unknown> }[]> => {
      const rows = await f.database.query<{ envelope: string }>(
        `select envelope from outbox where envelope::jsonb ->> 'subject' = $1 order by created_at, id`,
        [caseId],
      );
      return rows.map((r) => JSON.parse(r.envelope) as { type: string; data: Record<string, unknown> });
    },
  };
}
export type CaseDesk = ReturnType<typeof caseDesk>;
