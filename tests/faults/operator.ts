import { type Actor, type RpcDefinition, SYSTEM } from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Logger } from '@nestjs/common';

/** Asks services directly, as an operator's command line does. */
export class Operator {
  private readonly rpc: RpcClient;

  constructor(natsUrl: string) {
    Logger.overrideLogger(['error']); // the broker comes and goes here, and Nest's client says so each time
    this.rpc = new RpcClient({ service: 'faults', natsUrl });
  }

  ask<Q extends object, A>(definition: RpcDefinition<Q, A>, request: Q, actor: Actor = SYSTEM): Promise<A> {
    return this.rpc.call(definition, request, actor, 10_000);
  }

  close(): Promise<void> {
    return this.rpc.onApplicationShutdown();
  }
}
