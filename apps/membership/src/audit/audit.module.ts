import { Global, Module } from '@nestjs/common';
import { KeepSealing } from './application/keep-sealing.js';
import { SealAuditEntries } from './application/seal-audit-entries.js';
import { AuditTrail } from './audit-trail.js';
import { AuditReader } from './persistence/audit-reader.js';
import { AuditSealRepository } from './persistence/audit-seal-repository.js';
import { AuditRpc } from './rpc/audit.rpc.js';

/** Every capability writes to the trail. */
@Global()
@Module({
  providers: [AuditReader, AuditSealRepository, AuditTrail, KeepSealing, SealAuditEntries],
  controllers: [AuditRpc],
  exports: [AuditTrail],
})
export class AuditModule {}
