import { loadConfig } from '@guantong/platform';
import { type DynamicModule, Global, Module, type Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Broker } from './connection/broker.js';
import { EventProcessor } from './consumer/event-processor.js';
import { FailedTries } from './consumer/failed-tries.js';
import { HandlerRegistry } from './consumer/handler-registry.js';
import { MessageWorker } from './consumer/message-worker.js';
import { DeadLetters } from './dead-letter/dead-letters.js';
import { MESSAGING_OPTIONS, type MessagingOptions, MessagingSettings } from './messaging-options.js';
import { MessagingRuntime } from './messaging-runtime.js';
import { OutboxPublisher } from './outbox/outbox-publisher.js';
import { Outbox } from './outbox/outbox.js';
import { RpcClient } from './rpc/rpc-client.js';

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
    return {
      module: MessagingModule,
      imports: [DiscoveryModule],
      providers: [
        ...optionProviders(options),
        Broker,
        DeadLetters,
        EventProcessor,
        FailedTries,
        HandlerRegistry,
        MessageWorker,
        MessagingRuntime,
        Outbox,
        OutboxPublisher,
        RpcClient,
      ],
      exports: [MESSAGING_OPTIONS, MessagingRuntime, Outbox, RpcClient],
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
