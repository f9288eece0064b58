import {
  type Actor,
  AnnotateRosterFile,
  type AnnotatedFilePiece,
  type AnnotatedFormat,
  fail,
  type FileImportView,
  requireScope,
} from '@guantong/contracts';
import { IdempotentCommands } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { RunImports } from '../../file-import/application/run-imports.js';
import { AnnotationJobs } from '../../file-import/persistence/annotation-jobs.js';
import { FileImportReader } from '../../file-import/persistence/file-import-reader.js';
import { FieldCipher } from '../../personal-data/field-cipher.js';

const ENDINGS: Record<AnnotatedFormat, string> = { XLSX: '.xlsx', CSV: '.csv' };

/** The file that somebody sent, with a column that says what each line came to: asked for, then read piece by piece. */
@Injectable()
export class AnnotatedFileOfImport {
  constructor(
    private readonly commands: IdempotentCommands,
    private readonly jobs: AnnotationJobs,
    private readonly reader: FileImportReader,
    private readonly runner: RunImports,
    private readonly cipher: FieldCipher,
    private readonly audit: AuditTrail,
  ) {}

  /** The file shows personal data that its sender had already; that it was made is written down all the same. */
  async want(actor: Actor, importId: string): Promise<FileImportView> {
    const accountId = importer(actor);
    await this.commands.run(AnnotateRosterFile.subject, { importId }, async (tx) => {
      await this.jobs.want(tx, accountId, importId);
      await this.audit.record(tx, {
        actor,
        action: 'roster-import.file-annotated',
        unitId: null,
        subjectIds: [importId],
      });
      return { importId };
    });
    this.runner.wake();
    return this.reader.get(accountId, importId, 'ROSTER');
  }

  /** @throws NOT_FOUND, ANNOTATED_FILE_NOT_READY */
  async piece(actor: Actor, importId: string, seq: number): Promise<AnnotatedFilePiece> {
    const { fileName, format, pieces, content, keyId } = await this.jobs.piece(importer(actor), importId, seq);
    const name = `${fileName.replace(/\.(xlsx|csv)$/i, '')}-处理结果${ENDINGS[format]}`;
    return { fileName: name, format, pieces, data: this.cipher.decrypt(content, keyId).toString('base64') };
  }
}

function importer(actor: Actor): string {
  requireScope(actor, 'roster.manage');
  if (!actor.accountId) throw fail('FORBIDDEN');
  return actor.accountId;
}
