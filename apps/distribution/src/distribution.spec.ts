import {
  type Actor,
  ConfirmPost,
  ForwardRelay,
  Inbox,
  ListRelays,
  OpenPost,
  PostCoverage,
  PostProgress,
  PostPublished,
  RecordReceipts,
  SetForwardingPolicy,
  UnitState,
  UnitSucceeded,
  UnreachedWorkers,
  WorkersChanged,
} from '@guantong/contracts';
import { startService } from '@guantong/host';
import { Outbox, RpcClient } from '@guantong/messaging';
import { Database } from '@guantong/persistence';
import { newId, newRequestContext, runInContext } from '@guantong/platform';
import { type DisposableBroker, disposableBroker, emptyDatabase, eventually } from '@guantong/testing';
import type { INestApplication } from '@nestjs/common';
import { defineDistribution } from './define-service.js';
import { buildPost, buildStaff, buildWorkerActor } from './testing/build-post.js';
import { buildTree, buildWorkers } from './testing/build-tree.js';

describe('the distribution service, two copies of it, with a broker', () => {
  let broker: DisposableBroker;
  let drop: () => Promise<void>;
  const copies: INestApplication[] = [];
  let rpc: RpcClient;
  const tree = buildTree(2, 3, 5);
  const [held] = tree.districts;

  beforeAll(async () => {
    broker = await disposableBroker();
    const db = await emptyDatabase();
    drop = db.drop;
    const env = {
      DATABASE_URL: db.url,
      NATS_URL: broker.url,
      LOG_LEVEL: 'silent',
      PASS_THROUGH_SWEEP_MS: '100',
      GAP_SWEEP_MS: '200',
    };
    for (let i = 0; i < 2; i++) copies.push(await startService(defineDistribution(env)));
    rpc = first().get(RpcClient);
    await send(async (outbox, tx) => {
      await outbox.addAll(
        tx,
        UnitState,
        tree.all.map((data) => ({ data, aggregateId: data.unitId })),
      );
      const workers = tree.unions.flatMap((u) => buildWorkers(u.unitId, 4));
      await outbox.add(tx, WorkersChanged, { data: { workers } });
    });
    await eventually(async () => {
      const [row] = await first()
        .get(Database)
        .query(`select 1 where (select count(*) from unit_mirror) = $1 and (select count(*) from worker_mirror) = $2`, [
          tree.all.length,
          tree.unions.length * 4,
        ]);
      if (!row) throw new Error('the mirrors are not filled yet');
    }, 20_000);
  }, 60_000);
  afterAll(async () => {
    for (const app of copies) await app.close();
    await drop();
    await broker.stop();
  });

  const first = (): INestApplication => {
    const [app] = copies;
    if (!app) throw new Error('not started');
    return app;
  };
  /** Puts events of other services onto the broker, by way of this service's own outbox. */
  const send = (work: (outbox: Outbox, tx: Parameters<Parameters<Database['transaction']>[0]>[0]) => Promise<void>) =>
    first()
      .get(Database)
      .transaction((tx) => work(first().get(Outbox), tx));
  const publish = async (overrides: object = {}) => {
    const post = buildPost({ unitId: tree.city.unitId, ...overrides });
    await send(
      async (outbox, tx) => void (await outbox.add(tx, PostPublished, { data: post, aggregateId: post.postId })),
    );
    return post.postId;
  };
  const openUnions = async (postId: string, actor: Actor) => {
    const { tiers } = await rpc.call(PostCoverage, { postId }, actor);
    return tiers.find((t) => t.tier === 'GRASSROOTS')?.forwarded ?? 0;
  };
  const administrator = buildStaff(tree.city.unitId, 'administrator');

  it('brings a post to every union, and a worker reads, signs and is counted', async () => {
    const postId = await publish();
    await eventually(async () => expect(await openUnions(postId, administrator)).toBe(30), 20_000);
    const worker = buildWorkerActor({ unitId: tree.unions[0]?.unitId ?? '', slot: 2 });
    const { items } = await rpc.call(Inbox, {}, worker);
    expect(items).toMatchObject([{ postId, read: false }]);
    expect((await rpc.call(OpenPost, { postId }, worker)).road).toHaveLength(4);
    expect(await rpc.call(ConfirmPost, { postId }, worker)).toEqual({ postId, read: true, confirmed: true });
    expect(
      await rpc.call(
        RecordReceipts,
        {
          receipts: [
            { postId, grade: 'READ' },
            { postId: newId(), grade: 'READ' },
          ],
        },
        worker,
      ),
    ).toEqual({ recorded: 1 });
    const { workers } = await rpc.call(PostCoverage, { postId }, administrator);
    expect(workers).toEqual({ audience: 120, read: 1, confirmed: 1, notReached: 119 });
    const unreached = await rpc.call(UnreachedWorkers, { postId, unitId: worker.worker?.unitId ?? '' }, administrator);
    expect(unreached.items.map((u) => u.slot)).toEqual([0, 1, 3]);
  });

  it('holds a post where it is forwarded by hand, takes the tap once per idempotency key, and goes on', async () => {
    const cadre = buildStaff(held?.unitId ?? '');
    const unitId = held?.unitId ?? '';
    await rpc.call(SetForwardingPolicy, { unitId, mode: 'MANUAL' }, cadre);
    const postId = await publish();
    await eventually(async () => expect(await openUnions(postId, administrator)).toBe(15), 20_000);
    expect((await rpc.call(ListRelays, { unitId }, cadre)).items).toMatchObject([{ postId, state: 'PENDING' }]);
    const tap = () =>
      runInContext(newRequestContext({ idempotencyKey: 'tap', actorId: cadre.accountId ?? '' }), () =>
        rpc.call(ForwardRelay, { unitId, postId, note: '请落实' }, cadre),
      );
    const answers = await Promise.all([tap(), tap()]);
    expect(answers[0]).toEqual(answers[1]);
    await eventually(async () => expect(await openUnions(postId, administrator)).toBe(30), 20_000);
    const { items } = await rpc.call(PostProgress, { postId }, administrator);
    expect(items.find((i) => i.unitId === unitId)).toMatchObject({ how: 'MANUAL', note: '请落实' });
  });

  it('passes a must-forward post through by its own clock', async () => {
    const postId = await publish({ mustForward: true, forwardWithin: 'PT1S' });
    await eventually(async () => expect(await openUnions(postId, administrator)).toBe(30), 20_000);
    const { items } = await rpc.call(PostProgress, { postId }, administrator);
    expect(items.find((i) => i.unitId === held?.unitId)).toMatchObject({ how: 'PASS_THROUGH' });
  });

  it('follows a merger, told in the wrong order: what waited at the old union’s cadre waits at the new one’s', async () => {
    const [from, to] = tree.directs.filter((d) => d.parentId === tree.districts[1]?.unitId);
    if (!from || !to) throw new Error('no tree');
    for (const unitId of [from.unitId, to.unitId])
      await rpc.call(SetForwardingPolicy, { unitId, mode: 'MANUAL' }, buildStaff(unitId));
    const postId = await publish();
    const waits = async (unitId: string, state: 'PENDING' | 'TAKEN_OVER') => {
      const { items } = await rpc.call(ListRelays, { unitId, state }, administrator);
      return items.find((item) => item.postId === postId);
    };
    await eventually(async () => expect(await waits(from.unitId, 'PENDING')).toBeDefined(), 20_000);
    const moved = tree.unions
      .filter((u) => u.parentId === from.unitId)
      .map((u) => ({ ...u, parentId: to.unitId, path: [...to.path, u.unitId], revision: 2 }));
    await send(async (outbox, tx) => {
      await outbox.add(tx, UnitSucceeded, {
        data: {
          changeId: newId(),
          succession: 'MERGED',
          fromUnitId: from.unitId,
          toUnitIds: [to.unitId],
          effectiveAt: new Date().toISOString(),
        },
      });
      await outbox.addAll(
        tx,
        UnitState,
        [...moved, { ...from, status: 'DISSOLVED' as const, revision: 2 }].map((data) => ({
          data,
          aggregateId: data.unitId,
        })),
      );
    });
    await eventually(async () => {
      expect(await waits(from.unitId, 'TAKEN_OVER')).toMatchObject({
        handovers: [{ text: `因工会合并，由${to.name}接办` }],
      });
    }, 20_000);
    expect(await waits(to.unitId, 'PENDING')).toBeDefined();
    await eventually(async () => {
      const rows = await first().get(Database).query(`select 1 from unit_mirror where parent_id = $1`, [to.unitId]);
      expect(rows).toHaveLength(10);
    }, 20_000);
    await rpc.call(ForwardRelay, { unitId: to.unitId, postId }, buildStaff(to.unitId));
    await eventually(async () => {
      const { children } = await rpc.call(PostCoverage, { postId, unitId: to.unitId }, administrator);
      expect(children.filter((c) => c.state === 'FORWARDED')).toHaveLength(10);
    }, 20_000);
  });

  it('answers workers for workers only, and staff within their rights only', async () => {
    const worker = buildWorkerActor({ unitId: tree.unions[0]?.unitId ?? '', slot: 0 });
    await expect(rpc.call(Inbox, {}, administrator)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(rpc.call(ListRelays, { unitId: tree.city.unitId }, worker)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const analyst = buildStaff(tree.city.unitId, 'analyst');
    const ask = { postId: newId(), unitId: tree.unions[0]?.unitId ?? '' };
    await expect(rpc.call(UnreachedWorkers, ask, analyst)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(rpc.call(ForwardRelay, ask, analyst)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(rpc.call(PostCoverage, { postId: 'x' }, administrator)).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
  });
});
