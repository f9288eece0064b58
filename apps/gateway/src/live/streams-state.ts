import { applyDecorators, Get, HttpCode, type Type } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExtraModels, ApiHeader, ApiResponse, getSchemaPath } from '@nestjs/swagger';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The answer stays open; the time limit for answers does not hold. */
    isStream?: boolean;
  }
}

/** A GET route whose answer is a live stream of `view`. */
export const StreamsState = (path: string, view: Type<object>) =>
  applyDecorators(
    Get(path),
    HttpCode(200),
    RouteConfig({ isStream: true }),
    ApiExtraModels(view),
    ApiHeader({
      name: 'Last-Event-ID',
      required: false,
      description: 'The id of the last state received; it is not sent again',
      schema: { type: 'string' },
    }),
    ApiResponse({
      status: 200,
      description:
        'Server-sent events. `event: state`, with this schema as `data`, first at once and then whenever it changes; a comment every 15 s; ' +
        '`event: end` with `{ code }` when access has gone or the server stops (then connect again).',
      content: { 'text/event-stream': { schema: { $ref: getSchemaPath(view) } } },
    }),
  );
