import { ANONYMOUS, defineCommand, defineQuery, fail, Text } from '@guantong/contracts';
import { CurrentActor, MessagingModule, messagingMigrations, RpcClient, RpcHandler } from '@guantong/messaging';
import { IdempotentCommands, PersistenceModule } from '@guantong/persistence';
import { newRequestContext, runInContext } from '@guantong/platform';
import { type DisposableBroker, disposableBroker, emptyDatabase, eventually } from '@guantong/testing';
import { Controller, type INestApplication, Module } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { ServiceConfig } from './service-config.js';
import { startService } from './start-service.js';

class EchoRequest {
  @Text({ max: 10 }) text: string;
}
const Echo = defineQuery<{ text: string; by: string }>()('content.test.echo', EchoRequest);
const Count = defineCommand<{ n: number }>()('content.test.count', EchoRequest);
const Refuse = defineQuery<never>()('content.test.refuse', EchoRequest);

let counted = 0;

@Controller()
class Probe {
  constructor(private readonly commands: IdempotentCommands) {}

  @RpcHandler(Echo)
  echo(@Payload() request: EchoRequest, @CurrentActor() actor: typeof ANONYMOUS) {
    return { text: request.text, by: actor.kind };
  }
  @RpcHandler(Count)
  count(@Payload() request: EchoRequest) {
    return this.commands.run(Count.subject, request, async () => ({ n: ++counted }));
  }
  @RpcHandler(Refuse)
  refuse(@Payload() _: EchoRequest) {
    throw fail('NOT_FOUND');
  }
}

describe('a service', () => {
  let app: INestApplication;
  let broker: DisposableBroker;
  let rpc: RpcClient;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    broker = await disposableBroker();
    const db = await emptyDatabase();
    drop = db.drop;
    const config = Object.assign(new ServiceConfig(), {
      DATABASE_URL: db.url,
      NATS_URL: broker.url,
      LOG_LEVEL: process.env.TEST_LOG ? 'info' : 'silent',
    });
    @Module({
      imports: [
        PersistenceModule.forService(() => ({
          service: 'test',
          databaseUrl: db.url,
          entities: [],
          migrations: messagingMigrations,
        })),
        MessagingModule.forService(() => ({ service: 'test', natsUrl: broker.url })),
      ],
      controllers: [Probe],
    })
    class TestModule {}
    app = await startService({ name: 'test', config, module: TestModule });
    rpc = app.get(RpcClient);
  });
  afterAll(async () => {
    await app.close();
    await drop();
    await broker.stop();
  });

  it('answers a question, and knows who asks', async () => {
    expect(await rpc.call(Echo, { text: '你好' }, ANONYMOUS)).toEqual({ text: '你好', by: 'ANONYMOUS' });
  });

  it('says that it is ready when database, broker and consumers are, and shows its figures', async () => {
    const url = await app.getUrl();
    await eventually(async () => expect((await fetch(`${url}/health/ready`)).status).toBe(200));
    const metrics = await (await fetch(`${url}/metrics`)).text();
    for (const line of [
      /^outbox_unpublished 0$/m,
      /^outbox_oldest_seconds 0$/m,
      /^dead_letters_open 0$/m,
      /^process_cpu_/m,
    ]) {
      expect(metrics).toMatch(line);
    }
  });

  it('is not ready without the broker, and says so', async () => {
    await broker.kill();
    const answer = await eventually(async () => {
      const response = await fetch(`${await app.getUrl()}/health/ready`);
      expect(response.status).toBe(503);
      return (await response.json()) as object;
    });
    expect(answer).toMatchObject({ missing: ['broker'] });
    await expect(rpc.call(Echo, { text: '?' }, ANONYMOUS)).rejects.toMatchObject({
      code: expect.stringMatching(/^SERVICE_/),
    });
    await broker.start();
    await eventually(async () => expect((await fetch(`${await app.getUrl()}/health/ready`)).status).toBe(200));
    await eventually(async () => expect(await rpc.call(Echo, { text: '!' }, ANONYMOUS)).toMatchObject({ text: '!' }));
  });

  it('refuses what the request class does not allow, naming field and rule', async () => {
    const wrong = { text: 'far too long a text', extra: 1 } as EchoRequest;
    await expect(rpc.call(Echo, wrong, ANONYMOUS)).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: expect.arrayContaining([
        { field: 'extra', rule: 'whitelistValidation' },
        { field: 'text', rule: 'isLength' },
      ]),
    });
  });

  it('brings an expected failure back with its code', async () => {
    await expect(rpc.call(Refuse, { text: 'x' }, ANONYMOUS)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('gives a repeated command with the same idempotency key its first answer, also when both come at once', async () => {
    const call = (text: string) =>
      runInContext(newRequestContext({ idempotencyKey: 'k1' }), () => rpc.call(Count, { text }, ANONYMOUS));
    const answers = await Promise.all([call('a'), call('a'), call('a')]);
    expect(answers).toEqual([{ n: 1 }, { n: 1 }, { n: 1 }]);
    expect(await call('a')).toEqual({ n: 1 });
    await expect(call('b')).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('without a key, counts every time (the control for the test above)', async () => {
    const before = counted;
    await rpc.call(Count, { text: 'a' }, ANONYMOUS);
    await rpc.call(Count, { text: 'a' }, ANONYMOUS);
    expect(counted).toBe(before + 2);
  });
});
