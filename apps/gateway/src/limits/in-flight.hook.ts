import { fail } from '@guantong/contracts';
import type { FastifyInstance } from 'fastify';

/**
 * Refuses what would only wait: above `max` requests in hand the answer is 503 at once. Health and metrics always get
 * through, or an overloaded process would be taken for a dead one. Live streams have a limit of their own.
 */
export function useInFlightLimit(instance: FastifyInstance, max: number): void {
  let inFlight = 0;
  instance.addHook('onRequest', (request, reply, done) => {
    if (/^\/(health|metrics)/.test(request.url)) return done();
    if (inFlight >= max) return done(fail('SERVICE_UNAVAILABLE'));
    inFlight++;
    let counted = true;
    const leave = () => {
      if (counted) inFlight--;
      counted = false;
    };
    // A stream is in flight until its first byte; after that it only waits.
    reply.raw.once('close', leave);
    if (request.routeOptions.config.isStream) reply.raw.once('pipe', leave);
    done();
  });
}
