import { type Actor, ReadAttachment, StoreAttachment, StoredAttachment } from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Controller, Get, Param, Post, Req, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PHOTO_BYTES } from '../../limits/http-limits.js';
import { ForStaff } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { photoOfRequest } from '../../upload/photo-of-request.js';
import { Answers } from '../answers.js';
import { AnswersPhoto, photoAnswer } from '../photo-answer.js';
import { TakesUpload } from '../takes-upload.js';

/** Photos for cases: drawn anew before they are kept, read by those who may see the case. */
@Controller('api/desk/attachments')
export class DeskAttachmentsController {
  constructor(private readonly rpc: RpcClient) {}

  @Post()
  @ForStaff('case.submit_for_worker')
  @TakesUpload({ maxBytes: PHOTO_BYTES, about: 'A photo: JPEG, PNG or WebP' })
  @Answers(StoredAttachment, { status: 201, about: 'Name it when submitting, within a day' })
  async store(@Req() request: FastifyRequest, @HttpActor() actor: Actor): Promise<StoredAttachment> {
    const { contentType, bytes } = await photoOfRequest(request);
    return this.rpc.call(StoreAttachment, { contentType, base64: bytes.toString('base64') }, actor);
  }

  @Get(':attachmentId')
  @ForStaff('case.read')
  @AnswersPhoto()
  async read(
    @Param('attachmentId') attachmentId: string,
    @HttpActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return photoAnswer(await this.rpc.call(ReadAttachment, { attachmentId }, actor), reply);
  }
}
