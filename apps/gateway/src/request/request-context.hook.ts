import { type RequestContext, runInContext } from '@guantong/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { idempotencyKeyOf } from './idempotency-key.js';
import { contextOf } from './request-ids.js';

declare module 'fastify' {
  interface FastifyRequest {
    context: RequestContext | null;
  }
}

/** Gives every request its ids, echoes them, and runs guards and handlers inside the context. */
export function useRequestContext(instance: FastifyInstance): void {
  instance.decorateRequest('context', null);
  instance.addHook('onRequest', (request, reply, done) => {
    const context = contextOf(request.url, request.headers);
    request.context = context;
    void reply.header('x-request-id', context.correlationId);
    done();
  });
  // After the body has been read: its events come from the socket, outside of any context entered before.
  instance.addHook('preValidation', (request, _, done) => {
    try {
      const context = requestContext(request);
      const idempotencyKey = idempotencyKeyOf(request);
      if (idempotencyKey) context.idempotencyKey = idempotencyKey;
      runInContext(context, done);
    } catch (error) {
      done(error as Error);
    }
  });
}

/** The context of a request, also for those that the router refused before any hook ran. */
export function requestContext(request: FastifyRequest): RequestContext {
  return (request.context ??= contextOf(request.url, request.headers));
}
