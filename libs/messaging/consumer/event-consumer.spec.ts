import type { Envelope } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { type DisposableBroker, disposableBroker, emptyDatabase, eventually } from '@guantong/testing';
import { createEffectTable, effects, Noted, type NotedV1, range } from '../testing/noted.js';
import { startTestService, type TestService } from '../testing/test-service.js';
import { EventHandler, type HandlesEvent } from './event-handler.js';

@EventHandler(Noted, 'file:///on-noted.ts')
class OnNoted implements HandlesEvent<NotedV1> {
  async handle(event: Envelope<NotedV1>, tx: Tx) {
    await tx.query('insert into effect (n) values ($1)', [event.data.n]);
  }
}

describe('an event', () => {
  let broker: DisposableBroker;
  let drop: () => Promise<void>;
  let service: TestService;

  beforeAll(async () => {
    broker = await disposableBroker();
    const db = await emptyDatabase();
    drop = db.drop;
    service = await startTestService({ databaseUrl: db.url, natsUrl: broker.url, providers: [OnNoted] });
    await createEffectTable(service.database);
  });
  afterAll(async () => {
    await service.close();
    await drop();
    await broker.stop();
  });

  it('is handled once, in the transaction of its note', async () => {
    await service.database.transaction((tx) => service.outbox.add(tx, Noted, { data: { n: 1, text: '你好' } }));
    await eventually(async () => expect(await effects(service.database)).toEqual([1]));
  });

  it('is handled once also when thousands come together', async () => {
    await service.database.transaction((tx) =>
      service.outbox.addAll(
        tx,
        Noted,
        range(2000, 2).map((n) => ({ data: { n, text: '一' } })),
      ),
    );
    await eventually(async () => expect(await effects(service.database)).toEqual(range(2001, 1)), 20_000);
  });
});
