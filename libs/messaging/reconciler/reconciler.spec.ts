import { defineEvent, type Envelope } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { emptyDatabase, eventually } from '@guantong/testing';
import { EventHandler, type HandlesEvent } from '../consumer/event-handler.js';
import { gate, OnNotedAtTheGate } from '../testing/gated-handler.js';
import { type MessagingBench, messagingBench } from '../testing/messaging-bench.js';
import { effects, leaveEffect, NotedV1, range } from '../testing/noted.js';
import { startTestService, type TestService } from '../testing/test-service.js';
import { Housekeeping } from './housekeeping.js';
import { Reconciler } from './reconciler.js';

const Told = defineEvent({
  service: 'content',
  aggregate: 'test',
  action: 'told',
  data: NotedV1,
  consumers: ['distribution'],
});
@EventHandler(Told, 'file:///on-told.ts')
class OnTold implements HandlesEvent<NotedV1> {
  async handle(event: Envelope<NotedV1>, tx: Tx) {
    await leaveEffect(tx, event.data.n);
  }
}

describe('the reconciler', () => {
  let bench: MessagingBench;
  let service: TestService;
  const settings = { RECONCILE_GRACE_MS: 200 };

  beforeAll(async () => {
    bench = await messagingBench();
    service = await startTestService({
      databaseUrl: bench.databaseUrl,
      natsUrl: bench.broker.url,
      providers: [OnNotedAtTheGate],
      settings,
    });
  });
  beforeEach(() => service.database.query('truncate effect; truncate outbox; truncate processed_message'));
  afterEach(() => gate.open());
  afterAll(async () => {
    await service.close();
    await bench.close();
  });

  const outbox = async () => {
    const [row] = await service.database.query<{ unpublished: number; confirmed: number; resent: number }>(
      `select count(*) filter (where published_at is null)::int as unpublished,
              count(*) filter (where confirmed_at is not null)::int as confirmed, coalesce(sum(resent), 0)::int as resent from outbox`,
    );
    return row;
  };
  const graceOver = () => new Promise((resolve) => setTimeout(resolve, settings.RECONCILE_GRACE_MS + 50));
  const round = async () => {
    await graceOver();
    await service.app.get(Reconciler).round();
  };

  it('brings back everything when the broker loses its store in mid-flight; without it, it is gone (the control)', async () => {
    gate.close();
    await service.note(...range(500));
    await eventually(async () => expect(await outbox()).toMatchObject({ unpublished: 0 }));
    await bench.broker.kill();
    await bench.broker.start({ wipeStore: true });
    gate.open();
    await eventually(async () =>
      expect((await bench.view.jsm.consumers.info('EVENTS', 'content-on-noted')).num_pending).toBe(0),
    );
    await service.note(500);
    await eventually(async () => expect(await effects(service.database)).toContain(500));
    const without = await effects(service.database);
    expect(without.length).toBeLessThan(50);

    await round();
    await eventually(async () => expect(await effects(service.database)).toEqual(range(501)));
    await round();
    expect(await outbox()).toEqual({ unpublished: 0, confirmed: 501, resent: 501 - without.length });
  });

  it('sends nothing again that is only waiting its turn', async () => {
    gate.close();
    await service.note(...range(100));
    await eventually(() => expect(gate.begun).toBe(6));
    await round();
    await round();
    expect(await outbox()).toEqual({ unpublished: 0, confirmed: 0, resent: 0 });
    gate.open();
    await eventually(async () => expect(await effects(service.database)).toEqual(range(100)));
    await bench.view.settled('content-on-noted');
    await round();
    expect(await outbox()).toEqual({ unpublished: 0, confirmed: 100, resent: 0 });
  });

  it('asks again later while a receiver is down, and does so in one replica at a time', async () => {
    await service.database.transaction((tx) => service.outbox.addAll(tx, Told, [{ data: { n: 1, text: '告知' } }]));
    await eventually(async () => expect(await outbox()).toMatchObject({ unpublished: 0 }));
    await round();
    expect(await outbox()).toEqual({ unpublished: 0, confirmed: 0, resent: 0 });

    const other = await emptyDatabase();
    const receiver = await startTestService({
      service: 'distribution',
      databaseUrl: other.url,
      natsUrl: bench.broker.url,
      providers: [OnTold],
    });
    await eventually(async () => expect(await effects(receiver.database)).toEqual([1]));
    await bench.view.settled('distribution-on-told');
    await service.database.transaction(async (tx) => {
      await tx.query(`select pg_advisory_xact_lock(hashtext('guantong.reconcile'))`); // as another replica would hold it
      await round();
      expect(await outbox()).toMatchObject({ confirmed: 0 });
    });
    await round();
    expect(await outbox()).toEqual({ unpublished: 0, confirmed: 1, resent: 0 });
    await receiver.close();
    await other.drop();
  });

  it('leaves outbox rows alone until they are confirmed and a week old', async () => {
    await service.note(...range(4));
    await eventually(async () => expect(await effects(service.database)).toEqual(range(4)));
    await service.database.query(`
      update outbox o set confirmed_at = case when n > 1 then now() - (n * 3 || ' days')::interval end
        from (select id, row_number() over (order by id) as n from outbox) r where r.id = o.id`);
    await service.database.query(`update processed_message set processed_at = now() - interval '22 days'
      where event_id = (select min(event_id::text)::uuid from processed_message)`);
    await service.app.get(Housekeeping).clean();
    // n = 1 is not confirmed, n = 2 since 6 days, n = 3 since 9 and n = 4 since 12
    expect(await service.database.query('select count(*)::int as n from outbox')).toEqual([{ n: 2 }]);
    expect(await service.database.query('select count(*)::int as n from processed_message')).toEqual([{ n: 3 }]);
  });
});
