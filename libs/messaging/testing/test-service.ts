import { Database, PersistenceModule } from '@guantong/persistence';
import { type INestApplicationContext, Module, type Provider } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MessagingSettings } from '../messaging-options.js';
import { MessagingModule } from '../messaging.module.js';
import { messagingMigrations } from '../migrations/0001-messaging-tables.js';
import { Outbox } from '../outbox/outbox.js';

export interface TestService {
  app: INestApplicationContext;
  database: Database;
  outbox: Outbox;
  close(): Promise<void>;
}

export interface TestServiceOptions {
  service?: string;
  databaseUrl: string;
  natsUrl: string;
  /** Handlers, and whatever they need. */
  providers?: Provider[];
  settings?: Partial<MessagingSettings>;
}

/** One process of a service as far as events are concerned, inside the test. Several on one database are its replicas. */
export async function startTestService(o: TestServiceOptions): Promise<TestService> {
  const { service = 'content', databaseUrl, natsUrl, providers = [], settings = {} } = o;
  @Module({
    imports: [
      PersistenceModule.forService(() => ({ service, databaseUrl, entities: [], migrations: messagingMigrations })),
      MessagingModule.forService(() => ({ service, natsUrl, settings })),
    ],
    providers,
  })
  class TestServiceModule {}
  const app = await NestFactory.createApplicationContext(TestServiceModule, {
    logger: process.env.TEST_LOG ? undefined : false,
  });
  return { app, database: app.get(Database), outbox: app.get(Outbox), close: () => app.close() };
}
