import { type Actor, requireScope, type RevealedUnitContact } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { UnitContactRepository } from '../persistence/unit-contact-repository.js';

/** Shows the whole number of a unit's contact person to whoever has to call, and writes down that it was shown. */
@Injectable()
export class RevealUnitContact {
  constructor(
    private readonly database: Database,
    private readonly contacts: UnitContactRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** Not kept under an Idempotency-Key: the number would be kept with it. @throws NOT_FOUND */
  run(actor: Actor, unitId: string): Promise<RevealedUnitContact> {
    const scope = requireScope(actor, 'worker.names.read');
    return this.database.transaction(async (tx) => {
      const contact = await this.contacts.reveal(tx, scope, unitId);
      await this.audit.record(tx, { actor, action: 'unit.contact.revealed', unitId, subjectIds: [unitId] });
      return { unitId, ...contact };
    });
  }
}
