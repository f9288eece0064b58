import type { Actor } from '@guantong/contracts';
import { currentContext, newRequestContext, type RequestContext } from '@guantong/platform';
import { headers, type MsgHdrs } from '@nats-io/transport-node';

export const ACTOR_HEADER = 'x-actor';
const CORRELATION = 'x-correlation-id';
const TRACEPARENT = 'traceparent';
const IDEMPOTENCY_KEY = 'idempotency-key';

export function rpcHeaders(actor: Actor): MsgHdrs {
  const context = currentContext() ?? newRequestContext();
  const h = headers();
  h.set(ACTOR_HEADER, JSON.stringify(actor)); // ids and role names only: ASCII
  h.set(CORRELATION, context.correlationId);
  h.set(TRACEPARENT, context.traceparent);
  if (context.idempotencyKey) h.set(IDEMPOTENCY_KEY, context.idempotencyKey);
  return h;
}

export function contextFromHeaders(h: MsgHdrs | undefined): RequestContext {
  const read = (name: string) => h?.get(name) || undefined;
  const actor = read(ACTOR_HEADER);
  const actorId = actor ? (JSON.parse(actor) as Actor).accountId : null;
  const correlationId = read(CORRELATION);
  const traceparent = read(TRACEPARENT);
  const idempotencyKey = read(IDEMPOTENCY_KEY);
  return newRequestContext({
    ...(correlationId && { correlationId }),
    ...(traceparent && { traceparent }),
    ...(idempotencyKey && { idempotencyKey }),
    ...(actorId && { actorId }),
  });
}
