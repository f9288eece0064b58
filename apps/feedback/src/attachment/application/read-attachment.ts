import { type Actor, type AttachmentBytes, fail } from '@guantong/contracts';
import { Injectable } from '@nestjs/common';
import { MaySee } from '../../case/application/may-see.js';
import { AttachmentRepository } from '../persistence/attachment-repository.js';

/** A photo is seen by whoever may see its case, and nobody else; foreign, unclaimed and missing are the same. */
@Injectable()
export class ReadAttachmentUseCase {
  constructor(
    private readonly attachments: AttachmentRepository,
    private readonly maySee: MaySee,
  ) {}

  async run(actor: Actor, attachmentId: string): Promise<AttachmentBytes> {
    const caseId = await this.attachments.caseOf(attachmentId);
    // Asked also when there is no such photo (of a case that cannot exist): whoever may see no cases at all must not
    // be able to tell the two apart.
    const visible = await this.maySee.run(actor, caseId ?? attachmentId);
    if (!caseId || !visible) throw fail('NOT_FOUND');
    const photo = await this.attachments.read(attachmentId, caseId);
    if (!photo) throw fail('NOT_FOUND');
    return { contentType: photo.contentType, base64: photo.bytes.toString('base64') };
  }
}
