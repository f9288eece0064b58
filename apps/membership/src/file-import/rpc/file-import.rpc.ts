import {
  type Actor,
  AppendImportChunk,
  AppendImportChunkRequest,
  fail,
  FileImportErrors,
  FileImportErrorsRequest,
  FileImportRequest,
  FinishFileImport,
  FinishFileImportRequest,
  GetFileImport,
  requireScope,
  StartFileImport,
  StartFileImportRequest,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Database, IdempotentCommands } from '@guantong/persistence';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { FieldCipher } from '../../personal-data/field-cipher.js';
import { BeginFileImport } from '../application/begin-file-import.js';
import { IMPORT_PERMISSIONS } from '../application/import-permissions.js';
import { RunImports } from '../application/run-imports.js';
import { FileImportReader } from '../persistence/file-import-reader.js';
import { FileImportRepository } from '../persistence/file-import-repository.js';

/**
 * Only the start is kept under the Idempotency-Key: a repeat then gets the same import, and chunks and finish are
 * harmless to repeat by themselves.
 */
@Controller()
export class FileImportRpc {
  constructor(
    private readonly commands: IdempotentCommands,
    private readonly database: Database,
    private readonly imports: FileImportRepository,
    private readonly reader: FileImportReader,
    private readonly cipher: FieldCipher,
    private readonly begin: BeginFileImport,
    private readonly runner: RunImports,
  ) {}

  @RpcHandler(StartFileImport)
  start(@Payload() dto: StartFileImportRequest, @CurrentActor() actor: Actor) {
    return this.commands.run(StartFileImport.subject, dto, (tx) => this.begin.run(tx, actor, dto));
  }

  @RpcHandler(AppendImportChunk)
  async append(@Payload() { importId, seq, data }: AppendImportChunkRequest, @CurrentActor() actor: Actor) {
    const content = this.cipher.encrypt(Buffer.from(data, 'base64'));
    await this.database.transaction((tx) =>
      this.imports.append(tx, accountOf(actor), { importId, seq, content, keyId: this.cipher.keyId }),
    );
    return { seq };
  }

  @RpcHandler(FinishFileImport)
  async finish(@Payload() dto: FinishFileImportRequest, @CurrentActor() actor: Actor) {
    await this.database.transaction((tx) => this.imports.finish(tx, accountOf(actor), dto));
    this.runner.wake();
    return this.reader.get(accountOf(actor), dto.importId);
  }

  @RpcHandler(GetFileImport)
  get(@Payload() { importId, kind }: FileImportRequest, @CurrentActor() actor: Actor) {
    requireScope(actor, IMPORT_PERMISSIONS[kind]);
    return this.reader.get(accountOf(actor), importId, kind);
  }

  @RpcHandler(FileImportErrors)
  errors(@Payload() dto: FileImportErrorsRequest, @CurrentActor() actor: Actor) {
    requireScope(actor, IMPORT_PERMISSIONS[dto.kind]);
    return this.reader.errors(accountOf(actor), dto, { after: dto.cursor, limit: dto.limit ?? 50 });
  }
}

function accountOf(actor: Actor): string {
  if (actor.kind !== 'STAFF' || !actor.accountId) throw fail('FORBIDDEN');
  return actor.accountId;
}
