import {
  DeadLetterList,
  DeadLetterReplay,
  DeadLetterShow,
  type Envelope,
  fail,
  MAX_EVENT_BYTES,
  SYSTEM,
  ANONYMOUS,
} from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { newId } from '@guantong/platform';
import { eventually, type SeverableLink, severableLink } from '@guantong/testing';
import { RpcClient } from '../rpc/rpc-client.js';
import { type MessagingBench, messagingBench } from '../testing/messaging-bench.js';
import { effects, leaveEffect, Noted, type NotedV1, range } from '../testing/noted.js';
import { startTestService, type TestService } from '../testing/test-service.js';
import { EventHandler, type HandlesEvent, type HandlesEventBatch } from './event-handler.js';

type Behaviour = (n: number, tx: Tx) => Promise<void> | void;
let behave: Behaviour = () => undefined;
const tried: number[] = [];

@EventHandler(Noted, 'file:///on-noted.ts', { maxTries: 3, backoffMs: [20, 40], timeoutMs: 1000 })
class OnNotedFlaky implements HandlesEvent<NotedV1> {
  async handle(event: Envelope<NotedV1>, tx: Tx) {
    tried.push(event.data.n);
    await leaveEffect(tx, event.data.n);
    await behave(event.data.n, tx);
  }
}

let batches: number[][] = [];
@EventHandler(Noted, 'file:///on-noted-in-batches.ts', { batch: 50, concurrency: 2, maxTries: 2, backoffMs: [20] })
class OnNotedInBatches implements HandlesEventBatch<NotedV1> {
  async handleBatch(events: readonly Envelope<NotedV1>[], tx: Tx) {
    const numbers = events.map((e) => e.data.n);
    batches.push(numbers);
    await tx.query('insert into batch_effect select unnest($1::int[])', [numbers]);
    if (numbers.includes(13)) throw new Error('unlucky');
  }
}

describe('a handler that fails', () => {
  let bench: MessagingBench;
  let service: TestService;
  let rpc: RpcClient;
  let toDatabase: SeverableLink;

  beforeAll(async () => {
    bench = await messagingBench();
    toDatabase = await severableLink(bench.databaseUrl);
    service = await startTestService({
      databaseUrl: toDatabase.url,
      natsUrl: bench.broker.url,
      providers: [OnNotedFlaky, OnNotedInBatches],
    });
    await service.database.query('create table batch_effect (n int not null)').catch(() => undefined);
    rpc = service.app.get(RpcClient);
  });
  beforeEach(async () => {
    behave = () => undefined;
    tried.length = 0;
    batches = [];
    await service.database.query('truncate effect; truncate dead_letter; truncate failed_try; truncate batch_effect');
  });
  afterAll(async () => {
    await service.close();
    await toDatabase.close();
    await bench.close();
  });

  const deadLetters = async (consumer = 'content-on-noted') =>
    (await rpc.call(DeadLetterList.content, { replayed: true, limit: 100 }, SYSTEM)).items.filter(
      (d) => d.consumer === consumer,
    );
  const failedTries = () => service.database.query(`select * from failed_try where last_error not like '%unlucky%'`);
  const done = (numbers: number[]) => eventually(async () => expect(await effects(service.database)).toEqual(numbers));

  it('is tried again after a while, and its half-done work is not there twice', async () => {
    let failures = 0;
    behave = () => {
      if (failures++ < 2) throw new Error('not yet');
    };
    await service.note(1);
    await done([1]);
    expect(tried).toEqual([1, 1, 1]);
    expect(await deadLetters()).toEqual([]);
  });

  it('has its message among the dead letters after the last try, replayed once it is mended', async () => {
    behave = (n) => {
      if (n === 2) throw new Error('broken code');
    };
    const [id] = await service.note(2);
    await service.note(...range(20, 100));
    await done(range(20, 100));
    const [dead] = await eventually(async () => {
      const found = await deadLetters();
      expect(found).toHaveLength(1);
      return found;
    });
    expect(dead).toMatchObject({
      eventId: id,
      subject: Noted.subject,
      replayedAt: null,
      reason: expect.stringContaining('broken code'),
    });
    expect(tried.filter((n) => n === 2)).toHaveLength(3);

    const request = { id: dead?.id ?? '' };
    expect(await rpc.call(DeadLetterReplay.content, request, SYSTEM)).toMatchObject({
      outcome: 'FAILED',
      reason: expect.stringContaining('broken code'),
    });
    behave = () => undefined;
    expect(await rpc.call(DeadLetterReplay.content, request, SYSTEM)).toEqual({ outcome: 'DONE', reason: null });
    expect(await rpc.call(DeadLetterReplay.content, request, SYSTEM)).toEqual({
      outcome: 'ALREADY_DONE',
      reason: null,
    });
    await done([2, ...range(20, 100)]);
    expect((await deadLetters())[0]?.replayedAt).not.toBeNull();
    expect(await rpc.call(DeadLetterList.content, { replayed: false, limit: 100 }, SYSTEM)).toEqual({
      items: [],
      next: null,
    });
  });

  it('is not tried twice when a rule refuses the message', async () => {
    behave = () => {
      throw fail('NOT_FOUND');
    };
    await service.note(3);
    await eventually(async () =>
      expect(await deadLetters()).toMatchObject([{ reason: expect.stringContaining('NOT_FOUND') }]),
    );
    expect(tried).toEqual([3]);
  });

  it('puts poison of every kind aside with its reason, and does the good messages behind it', async () => {
    const envelope = (changes: object) =>
      JSON.stringify({
        specversion: '1.0',
        id: newId(),
        source: 'content',
        type: Noted.subject,
        time: new Date().toISOString(),
        correlationid: newId(),
        data: { n: 4, text: '坏' },
        ...changes,
      });
    const poison: [what: string, bytes: string | Uint8Array, reason: RegExp][] = [
      ['empty', '', /empty message/],
      ['not JSON', '{"specversion":', /not JSON/],
      ['not text', new Uint8Array([0xff, 0xfe, 0x00]), /not JSON/],
      ['a number', '7', /not a JSON object/],
      ['no id', envelope({ id: 'seven' }), /id is not a UUID/],
      ['wrong types', envelope({ data: { n: 'vier', text: 4 } }), /wrong data: data\.n \(.*data\.text \(isString\)/],
      ['no data', envelope({ data: null }), /data is not an object/],
      [
        'unknown version',
        envelope({ type: 'evt.content.test.noted.v9' }),
        /unknown type or version "evt.content.test.noted.v9"/,
      ],
      [
        '900 KB',
        envelope({ data: { n: 4, text: 'x'.repeat(900_000) } }),
        new RegExp(`too large: \\d+ bytes, at most ${MAX_EVENT_BYTES}`),
      ],
    ];
    for (const [, bytes] of poison) await bench.view.publish(Noted.subject, bytes);
    await service.note(...range(10, 200));
    await done(range(10, 200));
    await eventually(async () => expect(await deadLetters()).toHaveLength(poison.length));
    const reasons = (await deadLetters()).map((d) => d.reason);
    for (const [what, , pattern] of poison) {
      expect({ what, found: reasons.filter((reason) => pattern.test(reason)).length > 0 }).toEqual({
        what,
        found: true,
      });
    }
    // The same again is the same dead letter, and still nothing stops.
    for (const [, bytes] of poison) await bench.view.publish(Noted.subject, bytes);
    await service.note(300);
    await done([...range(10, 200), 300]);
    await bench.view.settled('content-on-noted');
    expect(await deadLetters()).toHaveLength(poison.length);
    const big = (await deadLetters()).find((d) => d.bytes > 900_000);
    const shown = await rpc.call(DeadLetterShow.content, { id: big?.id ?? '' }, SYSTEM);
    expect(shown.payload).toHaveLength(200_000);
  });

  it('takes fields that it does not know: a newer sender may say more', async () => {
    const data = { n: 5, text: '好', mood: 'curious' };
    const id = newId();
    const time = new Date().toISOString();
    await bench.view.publish(
      Noted.subject,
      JSON.stringify({
        specversion: '1.0',
        id,
        source: 'content',
        type: Noted.subject,
        time,
        correlationid: id,
        colour: 'red',
        data,
      }),
    );
    await done([5]);
    expect(await deadLetters()).toEqual([]);
  });

  it('shows dead letters to operators only', async () => {
    await expect(rpc.call(DeadLetterList.content, { replayed: true, limit: 1 }, ANONYMOUS)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(rpc.call(DeadLetterReplay.content, { id: newId() }, ANONYMOUS)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(rpc.call(DeadLetterShow.content, { id: newId() }, SYSTEM)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('in a batch does not take the others down with it', async () => {
    await service.note(...range(30));
    await eventually(async () => expect(await deadLetters('content-on-noted-in-batches')).toHaveLength(1));
    await eventually(async () => {
      const rows = await service.database.query<{ n: number }>('select n from batch_effect order by n');
      expect(rows.map((row) => row.n)).toEqual(range(30).filter((n) => n !== 13));
    });
    expect(Math.max(...batches.map((numbers) => numbers.length))).toBeGreaterThan(1);
  });

  it('because the database is away for 3 s loses nothing, gives up on nothing, and uses up no try', async () => {
    behave = async (_n, tx) => void (await tx.query('select pg_sleep(0.01)'));
    await service.note(...range(300));
    await eventually(async () => expect((await effects(service.database)).length).toBeGreaterThan(20));
    toDatabase.cut();
    await new Promise((resolve) => setTimeout(resolve, 3000));
    toDatabase.mend();
    await done(range(300));
    expect(await deadLetters()).toEqual([]);
    expect(await failedTries()).toEqual([]);
  });

  it('at a lock that somebody else holds waits for it, and uses up no try', async () => {
    behave = async (_n, tx) => {
      await tx.query(`set local lock_timeout = '50ms'`);
      await tx.query('select pg_advisory_xact_lock(77)');
    };
    await service.database.transaction(async (tx) => {
      await tx.query('select pg_advisory_xact_lock(77)');
      await service.note(6);
      await eventually(() => expect(tried.length).toBeGreaterThan(4));
    });
    await done([6]);
    expect(await failedTries()).toEqual([]);
  });

  it('by never ending is a failed try after its time, and holds nobody up', async () => {
    let stuck = true;
    behave = async (n) => {
      if (n === 8 && stuck) await new Promise(() => (stuck = false));
    };
    await service.note(8, ...range(30, 400));
    await done([8, ...range(30, 400)]);
    expect(await failedTries()).toMatchObject([
      { tries: 1, last_error: 'Error: the handler did not end within 1000 ms' },
    ]);
  });

  it('by swallowing an error of the database is not taken for done', async () => {
    let broken = true;
    behave = async (_n, tx) => {
      if (broken) await tx.query('select 1/0').catch(() => undefined);
      broken = false;
    };
    await service.note(7);
    await done([7]);
    expect(tried).toEqual([7, 7]);
  });
});
