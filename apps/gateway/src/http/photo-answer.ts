import type { AttachmentBytes } from '@guantong/contracts';
import { applyDecorators, HttpCode, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

export const AnswersPhoto = () =>
  applyDecorators(
    HttpCode(200),
    ApiProduces('image/jpeg', 'image/webp'),
    ApiResponse({ status: 200, description: 'The photo, to be saved', schema: { type: 'string', format: 'binary' } }),
  );

/** To be saved, not shown as a page of ours; no browser may guess another type from the bytes. */
export function photoAnswer({ contentType, base64 }: AttachmentBytes, reply: FastifyReply): StreamableFile {
  void reply.header('x-content-type-options', 'nosniff');
  const name = contentType === 'image/webp' ? 'photo.webp' : 'photo.jpg';
  return new StreamableFile(Buffer.from(base64, 'base64'), {
    type: contentType,
    disposition: `attachment; filename="${name}"`,
  });
}
