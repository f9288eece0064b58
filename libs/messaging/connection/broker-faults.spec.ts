import { eventually } from '@guantong/testing';
import { MessagingRuntime } from '../messaging-runtime.js';
import { gate, OnNotedAtTheGate } from '../testing/gated-handler.js';
import { type MessagingBench, messagingBench } from '../testing/messaging-bench.js';
import { effects, range } from '../testing/noted.js';
import { startTestService, type TestService } from '../testing/test-service.js';

/** Six of the ten connections of the pool. */
const IN_HAND = 6;
/** Of a handler, when it says nothing else. */
const CONCURRENCY = 8;

describe('when the broker', () => {
  let bench: MessagingBench;
  let service: TestService;
  const start = () =>
    startTestService({ databaseUrl: bench.databaseUrl, natsUrl: bench.broker.url, providers: [OnNotedAtTheGate] });

  beforeAll(async () => {
    bench = await messagingBench();
    service = await start();
  });
  beforeEach(() => service.database.query('truncate effect'));
  afterEach(() => gate.open());
  afterAll(async () => {
    await service.close();
    await bench.close();
  });
  const runtime = () => service.app.get(MessagingRuntime);
  const done = (numbers: number[]) =>
    eventually(async () => expect(await effects(service.database)).toEqual(numbers), 20_000);

  it('is killed while messages are in hand, each is done once', async () => {
    gate.close();
    await service.note(...range(200));
    await eventually(() => expect(gate.begun).toBe(IN_HAND));
    await bench.broker.kill();
    gate.open(); // their acknowledgements go nowhere
    await eventually(async () => expect((await effects(service.database)).length).toBeGreaterThanOrEqual(IN_HAND));
    await bench.broker.start();
    await done(range(200));
  });

  it('is away, events wait, and the service says that it is not ready', async () => {
    await bench.broker.kill();
    await eventually(() => expect(runtime().isConnected()).toBe(false));
    await service.note(...range(50));
    await bench.broker.start();
    await done(range(50));
    await eventually(() => expect([runtime().isConnected(), runtime().isConsuming()]).toEqual([true, true]));
  });

  it('loses a stream while it runs, stream and consumers are there again within seconds', async () => {
    await bench.view.jsm.streams.delete('EVENTS');
    await service.note(...range(10));
    await done(range(10));
    expect(await bench.view.count()).toBe(10);
  });

  it('comes up later than the service, the service waits for it', async () => {
    await service.close();
    await bench.broker.kill();
    const starting = start();
    await new Promise((resolve) => setTimeout(resolve, 500));
    await bench.broker.start();
    service = await starting;
    await service.note(1);
    await done([1]);
    expect(runtime().isConnected()).toBe(true);
  });
});

describe('a service that leaves', () => {
  it('does not hang when the broker is away', async () => {
    const bench = await messagingBench();
    const leaving = await startTestService({
      databaseUrl: bench.databaseUrl,
      natsUrl: bench.broker.url,
      providers: [OnNotedAtTheGate],
    });
    await bench.broker.kill();
    await eventually(() => expect(leaving.app.get(MessagingRuntime).isConnected()).toBe(false));
    const since = Date.now();
    await leaving.close();
    expect(Date.now() - since).toBeLessThan(8000);
    await bench.broker.start();
    await bench.close();
  });

  it('finishes what is in hand, gives back what is not begun, and acknowledges before it goes', async () => {
    const bench = await messagingBench();
    const options = { databaseUrl: bench.databaseUrl, natsUrl: bench.broker.url };
    const leaving = await startTestService({ ...options, providers: [OnNotedAtTheGate] });
    gate.close();
    await leaving.note(...range(30));
    await eventually(() => expect(gate.begun).toBe(IN_HAND));
    const closed = leaving.close();
    setTimeout(() => gate.open(), 300);
    await closed;
    expect(gate.begun).toBeLessThanOrEqual(CONCURRENCY);
    const info = await bench.view.jsm.consumers.info('EVENTS', 'content-on-noted');
    expect(info.ack_floor.consumer_seq + info.num_ack_pending).toBeLessThanOrEqual(30);
    const since = Date.now();
    const next = await startTestService({ ...options, providers: [OnNotedAtTheGate] });
    expect((await effects(next.database)).length).toBeGreaterThanOrEqual(IN_HAND);
    await eventually(async () => expect(await effects(next.database)).toEqual(range(30)));
    // They were given back, so nobody had to wait for the acknowledgement time (10 s) to run out.
    expect(Date.now() - since).toBeLessThan(9000);
    await next.close();
    await bench.close();
  });
});
