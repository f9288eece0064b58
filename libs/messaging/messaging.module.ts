import { isServiceName } from '@guantong/contracts';
import { loadConfig } from '@guantong/platform';
import { type DynamicModule, Global, Module, type Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Broker } from './connection/broker.js';
import { EventProcessor } from './consumer/event-processor.js';
import { FailedTries } from './consumer/failed-tries.js';
import { HandlerRegistry } from './consumer/handler-registry.js';
import { MessageWorker } from './consumer/message-worker.js';
import { DeadLetters } from './dead-letter/dead-letters.js';
import { ReplayDeadLetter } from './dead-letter/replay-dead-letter.js';
import { MESSAGING_OPTIONS, type MessagingOptions, MessagingSettings } from './messaging-options.js';
import { MessagingRuntime } from './messaging-runtime.js';
import { OutboxPublisher } from './outbox/outbox-publisher.js';
import { answerAs, messagingController } from './messaging.rpc.js';
import { MessagingStatus } from './messaging-status.js';
import { Housekeeping } from './reconciler/housekeeping.js';
import { ReceivedEvents } from './reconciler/received-events.js';
import { Reconciler } from './reconciler/reconciler.js';
import { UnconfirmedEvents } from './reconciler/unconfirmed-events.js';
import { OutboxConnection } from './outbox/outbox-connection.js';
import { OutboxWake } from './outbox/outbox-wake.js';
import { Outbox } from './outbox/outbox.js';
import { RpcClient } from './rpc/rpc-client.js';

/** Started within every service; see MessagingRuntime. */
const PARTS: Provider[] = [
  Broker,
  DeadLetters,
  EventProcessor,
  FailedTries,
  HandlerRegistry,
  Housekeeping,
  MessageWorker,
  MessagingRuntime,
  MessagingStatus,
  Outbox,
  OutboxConnection,
  OutboxPublisher,
  OutboxWake,
  ReceivedEvents,
  Reconciler,
  ReplayDeadLetter,
  RpcClient,
  UnconfirmedEvents,
];

const optionProviders = (options: () => MessagingOptions): Provider[] => [
  { provide: MESSAGING_OPTIONS, useFactory: options },
  {
    provide: MessagingSettings,
    useFactory: (o: MessagingOptions) => Object.assign(loadConfig(MessagingSettings), o.settings),
    inject: [MESSAGING_OPTIONS],
  },
];

@Global()
@Module({})
export class MessagingModule {
  /** For services with a database: outbox, consumers, reconciler, and asking others. Needs PersistenceModule beside it. */
  static forService(options: () => MessagingOptions): DynamicModule {
    const controller = messagingController();
    const bound = () => {
      const given = options();
      if (isServiceName(given.service)) answerAs(controller, given.service);
      return given;
    };
    return {
      module: MessagingModule,
      imports: [DiscoveryModule],
      controllers: [controller],
      providers: [...optionProviders(bound), ...PARTS],
      exports: [MESSAGING_OPTIONS, MessagingRuntime, MessagingStatus, Outbox, RpcClient],
    };
  }

  /** For the gateway, which only asks. */
  static forClient(options: () => MessagingOptions): DynamicModule {
    return {
      module: MessagingModule,
      providers: [...optionProviders(options), RpcClient],
      exports: [MESSAGING_OPTIONS, RpcClient],
    };
  }
}
