import { ANONYMOUS, type Actor } from '@guantong/contracts';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { AccessRule } from './access.js';

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null;
    /** Its token, and the rule it was admitted by, to be asked again by whatever outlives the request. */
    session: { token: string; rule: AccessRule } | null;
  }
}

/**
 * The actor that the session guard has resolved. Always anonymous on open routes, even when a cookie came along: what
 * somebody says without a name must not carry one.
 */
export const HttpActor = createParamDecorator(
  (_: unknown, context: ExecutionContext): Actor =>
    context.switchToHttp().getRequest<{ actor?: Actor | null }>().actor ?? ANONYMOUS,
);
