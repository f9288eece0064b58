import { type Actor, requireScope, type RevealedPhone } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { WorkerReader } from '../persistence/worker-reader.js';

/** Shows a whole phone number to whoever has to call or visit, and writes down that it was shown. */
@Injectable()
export class RevealWorkerPhone {
  constructor(
    private readonly database: Database,
    private readonly workers: WorkerReader,
    private readonly audit: AuditTrail,
  ) {}

  /** Not kept under an Idempotency-Key: the number would be kept with it. @throws NOT_FOUND */
  run(actor: Actor, workerId: string): Promise<RevealedPhone> {
    const scope = requireScope(actor, 'worker.access.issue');
    return this.database.transaction(async (tx) => {
      const { phone, unitId } = await this.workers.phone(tx, scope, workerId);
      await this.audit.record(tx, { actor, action: 'worker.phone.revealed', unitId, subjectIds: [workerId] });
      return { workerId, phone };
    });
  }
}
