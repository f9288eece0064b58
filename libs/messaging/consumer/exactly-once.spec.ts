import type { Envelope } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { eventually } from '@guantong/testing';
import { type MessagingBench, messagingBench } from '../testing/messaging-bench.js';
import { effects, leaveEffect, Noted, type NotedV1, OnNoted, range } from '../testing/noted.js';
import { startTestService, type TestService } from '../testing/test-service.js';
import { EventHandler, type HandlesEvent } from './event-handler.js';
import { EventProcessor } from './event-processor.js';

/** A second handler of the same event, slow enough that copies of a message are in hand together. */
@EventHandler(Noted, 'file:///on-noted-slowly.ts', { concurrency: 16 })
class OnNotedSlowly implements HandlesEvent<NotedV1> {
  async handle(event: Envelope<NotedV1>, tx: Tx) {
    if (event.data.n < 100_000) return;
    await tx.query('select pg_sleep(0.05)');
    await leaveEffect(tx, event.data.n);
  }
}

const tables = async ({ database }: TestService) =>
  database.query(`select
    (select count(*)::int from effect) as effects, (select count(*)::int from processed_message) as processed,
    (select count(*)::int from dead_letter) as dead, (select count(*)::int from failed_try) as failed,
    (select count(*)::int from outbox) as outbox`);

const shuffled = <T>(items: T[]): T[] =>
  items
    .map((item) => ({ item, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map((x) => x.item);

describe('an event', () => {
  let bench: MessagingBench;
  let first: TestService;
  let second: TestService;

  beforeAll(async () => {
    bench = await messagingBench();
    const options = { databaseUrl: bench.databaseUrl, natsUrl: bench.broker.url, providers: [OnNoted, OnNotedSlowly] };
    [first, second] = await Promise.all([startTestService(options), startTestService(options)]);
  });
  afterAll(async () => {
    await first.close();
    await second.close();
    await bench.close();
  });

  const sendEverythingAgain = async (times: number) => {
    const messages = await bench.view.messages();
    expect(messages.length).toBeGreaterThan(0);
    const copies = shuffled(range(times).flatMap(() => messages));
    await Promise.all(copies.map((m) => bench.view.publish(m.subject, m.data)));
    await bench.view.settled('content-on-noted');
    await bench.view.settled('content-on-noted-slowly');
  };

  it('is handled once by each of its handlers, however many replicas pull', async () => {
    await first.note(...range(200));
    await second.note(...range(200, 200));
    await eventually(async () => expect(await effects(first.database)).toEqual(range(400)));
  });

  it('changes nothing when every message of the stream comes three times more, shuffled, under fresh broker ids', async () => {
    await bench.view.settled('content-on-noted');
    const before = await tables(first);
    await sendEverythingAgain(3);
    expect(await tables(first)).toEqual(before);
  });

  it('is handled once when two copies are in hand at the same moment, in one replica or in two', async () => {
    await first.note(...range(20, 100_000));
    const messages = (await bench.view.messages()).slice(-20);
    await Promise.all([...messages, ...messages, ...messages].map((m) => bench.view.publish(m.subject, m.data)));
    await bench.view.settled('content-on-noted-slowly');
    const slow = (await effects(first.database)).filter((n) => n >= 100_000);
    // each by both handlers
    expect(slow).toEqual(range(20, 100_000).flatMap((n) => [n, n]));
  });

  it('comes again, and changes nothing, when the broker never hears the acknowledgement', async () => {
    await bench.view.settled('content-on-noted');
    const before = await tables(first);
    // The consumer forgets what was acknowledged: everything is delivered once more.
    await bench.view.jsm.consumers.delete('EVENTS', 'content-on-noted');
    await eventually(async () => {
      const info = await bench.view.jsm.consumers.info('EVENTS', 'content-on-noted');
      expect(info.delivered.consumer_seq).toBeGreaterThan(0);
    });
    await bench.view.settled('content-on-noted');
    expect(await tables(first)).toEqual(before);
  });

  it('would be handled again and again without the note of what is processed (the control for all of these)', async () => {
    for (const service of [first, second]) {
      const processor = service.app.get(EventProcessor);
      processor.process = (handler, received) =>
        service.database.transaction(async (tx) => {
          for (const { envelope } of received)
            if ('handle' in handler.instance) await handler.instance.handle(envelope, tx);
          return received;
        });
    }
    const before = (await effects(first.database)).length;
    await sendEverythingAgain(1);
    expect((await effects(first.database)).length).toBeGreaterThan(before + 400);
  });
});
