import { ANONYMOUS, StoreAttachment, StoredAttachment } from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Controller, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { PHOTO_BYTES } from '../../limits/http-limits.js';
import { Open } from '../../session/access.js';
import { photoOfRequest } from '../../upload/photo-of-request.js';
import { Answers } from '../answers.js';
import { TakesUpload } from '../takes-upload.js';

/** Photos for anonymous cases: kept for nobody, without name, place or time. */
@Controller('api/open/attachments')
@Open()
export class OpenAttachmentsController {
  constructor(private readonly rpc: RpcClient) {}

  @Post()
  @TakesUpload({ maxBytes: PHOTO_BYTES, about: 'A photo: JPEG, PNG or WebP' })
  @Answers(StoredAttachment, { status: 201, about: 'Name it when submitting, within a day' })
  async store(@Req() request: FastifyRequest): Promise<StoredAttachment> {
    const { contentType, bytes } = await photoOfRequest(request);
    return this.rpc.call(StoreAttachment, { contentType, base64: bytes.toString('base64') }, ANONYMOUS);
  }
}
