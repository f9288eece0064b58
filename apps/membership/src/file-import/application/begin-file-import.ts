import { type Actor, fail, requireScope, type StartFileImportRequest } from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { scopeSql, scopeValues, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { FileImportRepository } from '../persistence/file-import-repository.js';
import { IMPORT_PERMISSIONS } from './import-permissions.js';

@Injectable()
export class BeginFileImport {
  constructor(
    private readonly imports: FileImportRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws FORBIDDEN, or NOT_FOUND when the union for nameless lines is not a grassroots union of the actor's */
  async run(tx: Tx, actor: Actor, started: StartFileImportRequest): Promise<{ importId: string }> {
    const { kind, fileName, unitId } = started;
    const roster = kind === 'ROSTER';
    const scope = requireScope(actor, IMPORT_PERMISSIONS[kind]);
    if (!actor.accountId) throw fail('FORBIDDEN');
    if (unitId) {
      const found = await tx.query(
        `select 1 from unit u where u.id = $1 and u.tier = 'GRASSROOTS' and ${scopeSql('u.id', 'u.path', 2)}`,
        [unitId, ...scopeValues(scope)],
      );
      if (found.length === 0) throw fail('NOT_FOUND');
    }
    const importId = newId();
    await this.imports.start(tx, {
      id: importId,
      kind,
      accountId: actor.accountId,
      fileName,
      unitId: unitId ?? null,
      dryRun: roster && started.dryRun === true,
      complete: roster && started.complete === true,
    });
    await this.audit.record(tx, {
      actor,
      action: 'file-import.started',
      unitId: unitId ?? null,
      subjectIds: [importId],
      detail: { kind },
    });
    return { importId };
  }
}
