import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Outbox } from './outbox/outbox.js';
import { MESSAGING_OPTIONS, type MessagingOptions, RpcClient } from './rpc/rpc-client.js';

@Global()
@Module({})
export class MessagingModule {
  /** For services with a database: outbox, consumers, reconciler, and asking others. */
  static forService(options: () => MessagingOptions): DynamicModule {
    return {
      module: MessagingModule,
      providers: [{ provide: MESSAGING_OPTIONS, useFactory: options }, Outbox, RpcClient],
      exports: [MESSAGING_OPTIONS, Outbox, RpcClient],
    };
  }

  /** For the gateway, which only asks. */
  static forClient(options: () => MessagingOptions): DynamicModule {
    return {
      module: MessagingModule,
      providers: [{ provide: MESSAGING_OPTIONS, useFactory: options }, RpcClient],
      exports: [MESSAGING_OPTIONS, RpcClient],
    };
  }
}
