import { setTimeout as delay } from 'node:timers/promises';
import { defineState, Id, Int, type Envelope } from '@guantong/contracts';
import { newId, newRequestContext, runInContext } from '@guantong/platform';
import { eventually, type SeverableLink, severableLink } from '@guantong/testing';
import { type MessagingBench, messagingBench } from '../testing/messaging-bench.js';
import { Noted, range } from '../testing/noted.js';
import { startTestService, type TestService } from '../testing/test-service.js';
import { Outbox } from './outbox.js';

class ThingV1 {
  @Id() thingId: string;
  @Int() revision: number;
}
const ThingState = defineState({ service: 'content', aggregate: 'test-thing', data: ThingV1, consumers: [] });

describe('the outbox', () => {
  let bench: MessagingBench;
  let service: TestService;
  let link: SeverableLink;

  beforeAll(async () => {
    bench = await messagingBench();
    link = await severableLink(bench.broker.url);
    service = await startTestService({ databaseUrl: bench.databaseUrl, natsUrl: link.url });
  });
  afterAll(async () => {
    await service.close();
    await link.close();
    await bench.close();
  });

  const idsOnBroker = async () =>
    (await bench.view.messages()).map((m) => (JSON.parse(Buffer.from(m.data).toString()) as Envelope).id);
  const waiting = async () =>
    (await service.database.query<{ n: number }>('select count(*)::int as n from outbox where published_at is null'))[0]
      ?.n;

  it('sends nothing of a transaction that is rolled back', async () => {
    await expect(
      service.database.transaction(async (tx) => {
        await service.outbox.add(tx, Noted, { data: { n: 1, text: '不会发出' } });
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    const [id] = await service.note(2);
    await eventually(async () => expect(await idsOnBroker()).toEqual([id]));
  });

  it('does not let a transaction pass whose failed statement was swallowed: it would be rolled back without a word', async () => {
    await expect(
      service.database.transaction(async (tx) => {
        await service.outbox.add(tx, Noted, { data: { n: 3, text: '看似成功' } });
        await tx.query('select 1/0').catch(() => undefined);
      }),
    ).rejects.toThrow(/aborted/);
  });

  it('sends everything that 8 writers commit late and out of order; a reader by "id > cursor" loses some (the control)', async () => {
    const sent: string[] = [];
    let cursor = '00000000-0000-0000-0000-000000000000';
    let read = 0;
    const readOn = async () => {
      const rows = await service.database.query<{ id: string }>(
        'select id from outbox where id > $1 and type = $2 order by id limit 1000',
        [cursor, Noted.subject],
      );
      read += rows.length;
      cursor = rows.at(-1)?.id ?? cursor;
    };
    const written = new AbortController();
    const reader = (async () => {
      while (!written.signal.aborted) await readOn();
    })();
    const writer = async () => {
      for (let i = 0; i < 50; i++) {
        const ids = await service.database.transaction(async (tx) => {
          const some = await service.outbox.addAll(
            tx,
            Noted,
            range(10).map((n) => ({ data: { n, text: '四千条' } })),
          );
          await delay(Math.random() * 20);
          return some;
        });
        sent.push(...ids);
      }
    };
    const [before] = await service.database.query<{ n: number }>('select count(*)::int as n from outbox');
    await Promise.all(range(8).map(writer));
    written.abort();
    await reader;
    await readOn();
    await eventually(async () => expect(await waiting()).toBe(0), 20_000);
    const stored = await idsOnBroker();
    expect(sent).toHaveLength(4000);
    expect(new Set(stored).size).toBe(stored.length);
    expect(sent.filter((id) => !stored.includes(id))).toEqual([]);
    expect(read).toBeLessThan(4000 + (before?.n ?? 0));
  });

  it('finds what another process has committed', async () => {
    const [id] = await service.database.transaction((tx) =>
      new Outbox().addAll(tx, Noted, [{ data: { n: 4, text: '别处' } }]),
    );
    await eventually(async () => expect(await idsOnBroker()).toContain(id));
  });

  it('tries again under the same id when the broker does not answer, and stores it once', async () => {
    const before = await bench.view.count();
    link.muteServer();
    const ids = await service.note(...range(5));
    await eventually(async () => expect(await bench.view.count()).toBe(before + 5));
    await delay(2200); // the publisher has given up waiting for the first answers
    expect(await waiting()).toBe(5);
    link.mend();
    await eventually(async () => expect(await waiting()).toBe(0));
    expect(await bench.view.count()).toBe(before + 5);
    expect((await idsOnBroker()).slice(-5).toSorted()).toEqual(ids.toSorted());
  });

  it('carries who and what caused it', async () => {
    const context = newRequestContext({ correlationId: 'c-1', causationId: newId(), actorId: newId() });
    const id = await runInContext(context, () =>
      service.database.transaction((tx) => service.outbox.add(tx, Noted, { data: { n: 5, text: '因果' } })),
    );
    await eventually(async () => expect(await waiting()).toBe(0));
    const sub = bench.view.connection.subscribe('evt.content.test.noted.v1');
    await bench.view.connection.flush();
    await service.database.query('update outbox set published_at = null, resent = 1 where id = $1', [id]);
    for await (const m of sub) {
      // On a slow machine the first sending may have been repeated under its own id.
      if (m.headers?.get('Nats-Msg-Id') !== `${id}.r1`) continue;
      const envelope = m.json<Envelope>();
      expect(envelope).toMatchObject({
        specversion: '1.0',
        id,
        source: 'content',
        type: Noted.subject,
        correlationid: 'c-1',
        causationid: context.causationId,
        actorid: context.actorId,
      });
      expect(Date.parse(envelope.time)).toBeGreaterThan(Date.now() - 60_000);
      expect(m.headers?.get('traceparent')).toBe(context.traceparent);
      expect(m.headers?.get('x-correlation-id')).toBe('c-1');
      break; // unsubscribes
    }
  });

  it('refuses what the broker would never take, before it is committed', async () => {
    const tooLarge = service.database.transaction((tx) =>
      service.outbox.add(tx, Noted, { data: { n: 6, text: '长'.repeat(300_000) } }),
    );
    await expect(tooLarge).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
  });

  it('never lets older state overtake newer state', async () => {
    const thingId = newId();
    // Committed in one transaction, so claimed together; the newer one first.
    await service.database.transaction(async (tx) => {
      for (const revision of [7, 5, 6])
        await service.outbox.add(tx, ThingState, { aggregateId: thingId, data: { thingId, revision } });
    });
    await eventually(async () => expect(await waiting()).toBe(0));
    const last = (await bench.view.messages('STATE')).map(
      (m) => (JSON.parse(Buffer.from(m.data).toString()) as Envelope<ThingV1>).data,
    );
    expect(last).toEqual([{ thingId, revision: 7 }]);
  });

  it('publishes what was committed last before the process leaves', async () => {
    const leaving = await startTestService({ databaseUrl: bench.databaseUrl, natsUrl: bench.broker.url });
    const [id] = await leaving.note(8);
    await leaving.close();
    expect(await idsOnBroker()).toContain(id);
  });
});
