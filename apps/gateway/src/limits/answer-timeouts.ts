import type { FastifyInstance } from 'fastify';
import { UPLOAD_TIMEOUT_MS } from './http-limits.js';

/** The longest that a timer can wait; fastify has no way to say "never" for one route. */
const NEVER_MS = 2 ** 31 - 1;

/** Routes that take a file have longer, live streams have no end. All others keep the general limit. */
export function useAnswerTimeouts(instance: FastifyInstance): void {
  instance.addHook('onRoute', (route) => {
    if (route.config?.uploadBytes) route.handlerTimeout = UPLOAD_TIMEOUT_MS;
    if (route.config?.isStream) route.handlerTimeout = NEVER_MS;
  });
}
