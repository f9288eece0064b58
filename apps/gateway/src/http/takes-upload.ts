import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';

/**
 * A route that takes one file as multipart/form-data, in the part `file`. Without it, a route takes no multipart body.
 * The bytes are checked by whoever uses them; here only their number is bounded.
 */
export const TakesUpload = (options: {
  maxBytes: number;
  about: string;
  fields?: Record<string, { type: string; description?: string }>;
}) =>
  applyDecorators(
    RouteConfig({ uploadBytes: options.maxBytes }),
    ApiConsumes('multipart/form-data'),
    ApiBody({
      description: options.about,
      schema: {
        type: 'object',
        required: ['file'],
        properties: { file: { type: 'string', format: 'binary' }, ...options.fields },
      },
    }),
  );
