import { type Actor, fail, PHOTO_MAX_BYTES, type PhotoType, type StoreAttachmentRequest } from '@guantong/contracts';
import type { Sql } from '@guantong/persistence';
import { newTimelessId } from '@guantong/platform';
import { Injectable } from '@nestjs/common';
import { AttachmentRepository } from '../persistence/attachment-repository.js';

/** How the bytes of each type begin (WebP: RIFF, four bytes of length, WEBP). */
const LOOKS_LIKE: Record<PhotoType, (b: Buffer) => boolean> = {
  'image/jpeg': (b) => b.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])),
  'image/webp': (b) => b.toString('latin1', 0, 4) === 'RIFF' && b.toString('latin1', 8, 12) === 'WEBP',
};

/** Keeps a photo until a case claims it. Who sent it, nobody else can use; an anonymous one belongs to nobody. */
@Injectable()
export class StoreAttachmentUseCase {
  constructor(private readonly attachments: AttachmentRepository) {}

  async run(sql: Sql, actor: Actor, { contentType, base64 }: StoreAttachmentRequest): Promise<string> {
    const bytes = Buffer.from(base64, 'base64');
    if (bytes.length > PHOTO_MAX_BYTES) throw fail('PAYLOAD_TOO_LARGE');
    if (!LOOKS_LIKE[contentType](bytes)) throw fail('UNSUPPORTED_MEDIA_TYPE');
    const id = newTimelessId();
    await this.attachments.add(sql, id, actor.worker?.id ?? actor.accountId, { contentType, bytes });
    return id;
  }
}
