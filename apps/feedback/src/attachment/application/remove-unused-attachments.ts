import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AttachmentRepository } from '../persistence/attachment-repository.js';

@Injectable()
export class RemoveUnusedAttachments {
  constructor(
    private readonly database: Database,
    private readonly attachments: AttachmentRepository,
  ) {}

  run(): Promise<number> {
    return this.database.transaction((tx) => this.attachments.removeUnused(tx));
  }
}
