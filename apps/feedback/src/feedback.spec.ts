import {
  type Actor,
  ANONYMOUS,
  type RpcDefinition,
  SubmitCase,
  SubmitCaseAnonymously,
  DeskCaseById,
  DeskCases,
  CaseByCode,
  WhoIsOnDuty,
  type OnDutyAnswer,
} from '@guantong/contracts';
import { ServiceConfig, startService } from '@guantong/host';
import { MessagingModule, messagingMigrations, RpcClient, RpcHandler } from '@guantong/messaging';
import { Database, PersistenceModule } from '@guantong/persistence';
import { newRequestContext, runInContext } from '@guantong/platform';
import { type DisposableBroker, disposableBroker, emptyDatabase, eventually } from '@guantong/testing';
import { Controller, type INestApplication, Module } from '@nestjs/common';
import { defineFeedback } from './define-service.js';
import { buildHandler, buildStaff, buildWorker } from './testing/build-actors.js';
import { buildTree, firstBranch, type TestUnit } from './testing/build-tree.js';

let onDuty: OnDutyAnswer['onDuty'] = null;

/** Stands in for membership, on the real NATS. */
@Controller()
class Membership {
  @RpcHandler(WhoIsOnDuty)
  who(): OnDutyAnswer {
    return { onDuty };
  }
}

describe('the feedback service, as a whole on a real NATS', () => {
  let broker: DisposableBroker;
  let service: INestApplication;
  let twin: INestApplication;
  let membership: INestApplication;
  let rpc: RpcClient;
  let database: Database;
  let union: TestUnit;
  const drops: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    broker = await disposableBroker();
    const [own, other] = [await emptyDatabase(), await emptyDatabase()];
    drops.push(own.drop, other.drop);
    const env = {
      DATABASE_URL: own.url,
      NATS_URL: broker.url,
      LOG_LEVEL: 'silent',
      RECEIPT_SECRET: 'x'.repeat(32),
      SWEEP_INTERVAL_MS: '100',
      ANONYMOUS_TICK: '1',
      UNIT_MIRROR_RECONCILE_SECONDS: '86400',
    };
    @Module({
      imports: [
        PersistenceModule.forService(() => ({
          service: 'membership',
          databaseUrl: other.url,
          entities: [],
          migrations: messagingMigrations,
        })),
        MessagingModule.forService(() => ({ service: 'membership', natsUrl: broker.url })),
      ],
      controllers: [Membership],
    })
    class MembershipModule {}
    const config = Object.assign(new ServiceConfig(), {
      DATABASE_URL: other.url,
      NATS_URL: broker.url,
      LOG_LEVEL: 'silent',
    });
    membership = await startService({ name: 'membership', config, module: MembershipModule });
    service = await startService(defineFeedback(env));
    twin = await startService(defineFeedback(env));
    rpc = membership.get(RpcClient);
    database = service.get(Database);
    union = firstBranch(await buildTree(database)).at(-1) as TestUnit;
  }, 60_000);
  afterAll(async () => {
    for (const app of [service, twin, membership]) await app.close();
    for (const drop of drops) await drop();
    await broker.stop();
  });

  const ask = <Q extends object, A>(
    definition: RpcDefinition<Q, A>,
    request: Q,
    actor: Actor,
    idempotencyKey?: string,
  ): Promise<A> =>
    runInContext(
      newRequestContext(idempotencyKey ? { idempotencyKey, ...(actor.accountId && { actorId: actor.accountId }) } : {}),
      () => rpc.call(definition, request, actor),
    );

  it('brings a hazard to the officer on duty by itself, once, with two copies running', async () => {
    const officer = buildStaff({ unitId: union.unitId, role: 'safety_officer' });
    onDuty = { accountId: officer.accountId ?? '', unitId: union.unitId };
    const { caseId } = await ask(SubmitCase, { kind: 'hazard', text: '临边没有护栏' }, buildWorker(union.unitId));
    const mine = await eventually(async () => {
      const { items } = await ask(DeskCases, { assignee: 'me' }, officer);
      expect(items.map((c) => c.caseId)).toEqual([caseId]);
      return ask(DeskCaseById, { caseId }, officer);
    });
    expect(mine.history.map((h) => h.what)).toEqual(['SUBMITTED', 'ASSIGNED']);
  });

  it('lets a case climb by itself when its time has passed', async () => {
    const { caseId } = await ask(SubmitCase, { kind: 'wages', text: '拖欠工资' }, buildWorker(union.unitId));
    await database.query(`update feedback_case set due_at = now() where id = $1`, [caseId]);
    const handler = buildHandler(union.unitId);
    await eventually(async () => expect((await ask(DeskCaseById, { caseId }, handler)).chain).toHaveLength(2));
  });

  it('tells of anonymous cases with the next tick of the clock on the wall', async () => {
    const { receiptCode } = await ask(
      SubmitCaseAnonymously,
      { kind: 'daily_life', text: '宿舍漏水', unitId: union.unitId },
      ANONYMOUS,
    );
    await eventually(async () => expect((await ask(CaseByCode, { receiptCode }, ANONYMOUS)).dueAt).not.toBeNull());
  });

  it('answers a repeated submission as the first time', async () => {
    const worker = buildWorker(union.unitId);
    const request = { kind: 'suggestion' as const, text: '增加图书' };
    const answers = await Promise.all([1, 2, 3].map(() => ask(SubmitCase, request, worker, 'the-same-key-0001')));
    expect(new Set(answers.map((a) => a.caseId)).size).toBe(1);
    await expect(ask(SubmitCase, { ...request, text: '另一件' }, worker, 'the-same-key-0001')).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  it('refuses what the contract does not allow', async () => {
    const worker = buildWorker(union.unitId);
    const wrong = [
      { kind: 'gossip', text: 'x' },
      { kind: 'wages', text: '' },
      { kind: 'wages', text: 'x'.repeat(5001) },
      { kind: 'wages', text: 'x', unitId: union.unitId }, // the unit is the worker's own, never the body's
      { kind: 'wages', text: 'x', state: 'CONFIRMED' },
      { kind: 'wages', text: 'x', attachmentIds: ['1'] },
    ];
    for (const request of wrong)
      await expect(ask(SubmitCase, request as never, worker)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    await expect(ask(SubmitCase, { kind: 'wages', text: 'x' }, ANONYMOUS)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('says try again, not gone, to a worker whose unit has not arrived in our copy of the tree yet', async () => {
    const stranger = buildWorker(buildWorker('').accountId ?? '');
    await expect(ask(SubmitCase, { kind: 'wages', text: 'x' }, stranger)).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
    });
  });
});
