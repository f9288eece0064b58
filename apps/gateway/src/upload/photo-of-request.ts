import { fail } from '@guantong/contracts';
import type { FastifyRequest } from 'fastify';
import { type ReencodedImage, reencodeImage } from './reencode-image.js';

/** The photo in the part `file` of a multipart request, drawn anew. Its name is not even read. */
export async function photoOfRequest(request: FastifyRequest): Promise<ReencodedImage> {
  const file = await request.file();
  if (!file) throw fail('VALIDATION_FAILED', {}, [{ field: 'file', rule: 'required' }]);
  return reencodeImage(await file.toBuffer());
}
