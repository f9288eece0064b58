import { ANONYMOUS, type Actor } from '@guantong/contracts';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

declare module 'fastify' {
  interface FastifyRequest {
    actor?: Actor;
    sessionToken?: string;
  }
}

/** The actor that the session guard has resolved; anonymous on open routes without a session. */
export const HttpActor = createParamDecorator(
  (_: unknown, context: ExecutionContext): Actor => context.switchToHttp().getRequest<{ actor?: Actor }>().actor ?? ANONYMOUS,
);
