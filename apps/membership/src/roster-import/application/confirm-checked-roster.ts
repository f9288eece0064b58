import { type Actor, ConfirmRosterImport, fail, type FileImportView, requireScope } from '@guantong/contracts';
import { IdempotentCommands } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { RunImports } from '../../file-import/application/run-imports.js';
import { FileImportReader } from '../../file-import/persistence/file-import-reader.js';
import { FileImportRepository } from '../../file-import/persistence/file-import-repository.js';

/** Has a file that was checked imported for good. */
@Injectable()
export class ConfirmCheckedRoster {
  constructor(
    private readonly commands: IdempotentCommands,
    private readonly imports: FileImportRepository,
    private readonly reader: FileImportReader,
    private readonly runner: RunImports,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws NOT_FOUND, IMPORT_NOT_CHECKED */
  async run(actor: Actor, importId: string): Promise<FileImportView> {
    requireScope(actor, 'roster.manage');
    const { accountId } = actor;
    if (!accountId) throw fail('FORBIDDEN');
    await this.commands.run(ConfirmRosterImport.subject, { importId }, async (tx) => {
      await this.imports.confirm(tx, accountId, importId);
      await this.audit.record(tx, { actor, action: 'file-import.confirmed', unitId: null, subjectIds: [importId] });
      return { importId };
    });
    this.runner.wake();
    return this.reader.get(accountId, importId, 'ROSTER');
  }
}
