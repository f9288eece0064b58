import { Database, PersistenceModule } from '@guantong/persistence';
import { type INestMicroservice, Module, type Provider } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MessagingSettings } from '../messaging-options.js';
import { MessagingModule } from '../messaging.module.js';
import { messagingMigrations } from '../migrations/0001-messaging-tables.js';
import { type OutgoingEvent, Outbox } from '../outbox/outbox.js';
import { DrainingNatsServer } from '../rpc/draining-nats-server.js';
import { RpcContextInterceptor } from '../rpc/rpc-context.interceptor.js';
import { requestValidation, RpcErrorFilter } from '../rpc/rpc-errors.js';
import { createEffectTable, Noted, type NotedV1 } from './noted.js';

export interface TestService {
  app: INestMicroservice;
  database: Database;
  outbox: Outbox;
  /** Sends `Noted` with these numbers, in one transaction. Resolves to the events' ids. */
  note(...numbers: number[]): Promise<string[]>;
  close(): Promise<void>;
}

export interface TestServiceOptions {
  service?: string;
  databaseUrl: string;
  natsUrl: string;
  /** Handlers, and whatever they need. */
  providers?: Provider[];
  /** The reconciler is off unless a test asks for it. */
  settings?: Partial<MessagingSettings>;
}

/** One process of a service as far as messages are concerned, inside the test. Several on one database are its replicas. */
export async function startTestService(o: TestServiceOptions): Promise<TestService> {
  const { service = 'content', databaseUrl, natsUrl, providers = [] } = o;
  const settings = { RECONCILE_EVERY_MS: 0, ...o.settings };
  @Module({
    imports: [
      PersistenceModule.forService(() => ({ service, databaseUrl, entities: [], migrations: messagingMigrations })),
      MessagingModule.forService(() => ({ service, natsUrl, settings })),
    ],
    providers,
  })
  class TestServiceModule {}
  const app = await NestFactory.createMicroservice(TestServiceModule, {
    strategy: new DrainingNatsServer(service, natsUrl),
    logger: process.env.TEST_LOG ? ['log', 'warn', 'error'] : false,
  });
  app.useGlobalInterceptors(new RpcContextInterceptor());
  app.useGlobalPipes(requestValidation());
  app.useGlobalFilters(new RpcErrorFilter());
  await createEffectTable(app.get(Database));
  await app.listen();
  const database = app.get(Database);
  const outbox = app.get(Outbox);
  return {
    app,
    database,
    outbox,
    note: (...numbers) =>
      database.transaction((tx) =>
        outbox.addAll(
          tx,
          Noted,
          numbers.map((n): OutgoingEvent<NotedV1> => ({ data: { n, text: '你好' } })),
        ),
      ),
    close: () => app.close(),
  };
}
