import { ANONYMOUS, type Actor, type RpcDefinition } from '@guantong/contracts';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { MessagePattern, type NatsContext, Transport } from '@nestjs/microservices';
import type { MsgHdrs } from '@nats-io/transport-node';
import { ACTOR_HEADER } from './rpc-headers.js';

/**
 * Marks a controller method as the answer to a question or command. The payload is checked against the class of its
 * `@Payload()` parameter, which must be the definition's request class.
 */
export const RpcHandler = (definition: RpcDefinition<never> | RpcDefinition): MethodDecorator =>
  MessagePattern(definition.subject, Transport.NATS, { definition });

/** The actor as the caller has authenticated it. Nothing said: an anonymous one, who may do next to nothing. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const headers = context.switchToRpc().getContext<NatsContext>().getHeaders() as MsgHdrs | undefined;
  const text = headers?.get(ACTOR_HEADER);
  return text ? (JSON.parse(text) as Actor) : ANONYMOUS;
});
