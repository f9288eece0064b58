import { type Actor, fail, type RpcDefinition } from '@guantong/contracts';
import { MESSAGING_OPTIONS, type MessagingOptions, RpcClient } from '@guantong/messaging';
import { Inject, Injectable } from '@nestjs/common';
import { BrokerConnection } from './broker-connection.js';

/** Says "unavailable" at once while the broker is away, instead of letting everybody wait for the deadline. */
@Injectable()
export class PromptRpcClient extends RpcClient {
  constructor(
    @Inject(MESSAGING_OPTIONS) options: MessagingOptions,
    private readonly broker: BrokerConnection,
  ) {
    super(options);
  }

  override async call<Q extends object, A>(
    definition: RpcDefinition<Q, A>,
    request: Q,
    actor: Actor,
    deadlineMs?: number,
  ): Promise<A> {
    if (!this.broker.isUp) throw fail('SERVICE_UNAVAILABLE');
    return super.call(definition, request, actor, deadlineMs);
  }
}
