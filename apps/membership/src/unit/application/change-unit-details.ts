import { type Actor, type ChangeUnitRequest, fail, requireScope } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { SealedPhones } from '../../personal-data/sealed-phones.js';
import { normaliseContactPhone } from '../domain/contact-phone.js';
import { normaliseCreditCode } from '../domain/credit-code.js';
import { UnitContactRepository } from '../persistence/unit-contact-repository.js';
import { UnitRepository } from '../persistence/unit-repository.js';
import { AnnounceUnits } from './announce-units.js';

/** Address, code and contact: what has no history. */
@Injectable()
export class ChangeUnitDetails {
  constructor(
    private readonly units: UnitRepository,
    private readonly contacts: UnitContactRepository,
    private readonly phones: SealedPhones,
    private readonly announce: AnnounceUnits,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws NOT_FOUND UNIT_DISSOLVED UNIT_CREDIT_CODE_* UNIT_CONTACT_PHONE_WRONG */
  async run(tx: Tx, actor: Actor, { unitId, ...change }: ChangeUnitRequest): Promise<void> {
    const unit = await this.units.findForChange(tx, unitId, requireScope(actor, 'unit.manage'));
    unit.assertActive();
    const before = [unit.address, unit.creditCode];
    unit.address = change.address ?? unit.address;
    if (change.creditCode !== undefined) unit.takeCreditCode(normaliseCreditCode(change.creditCode) || null);
    const changed = [unit.address, unit.creditCode].some((value, i) => value !== before[i]);
    if (changed) {
      await this.units.update(tx, unit);
      await this.announce.run(tx, await this.units.states(tx, [unitId]));
    }
    const contact = await this.changeContact(tx, unitId, change);
    if (changed || contact)
      await this.audit.record(tx, { actor, action: 'unit.changed', unitId, subjectIds: [unitId] });
  }

  private async changeContact(tx: Tx, unitId: string, change: Omit<ChangeUnitRequest, 'unitId'>): Promise<boolean> {
    const { contactName, contactPhone } = change;
    if (contactName === undefined && contactPhone === undefined) return false;
    if (contactName !== undefined) await this.contacts.setName(tx, unitId, contactName.trim());
    if (contactPhone !== undefined) await this.contacts.setPhone(tx, unitId, this.seal(contactPhone));
    return true;
  }

  private seal(given: string) {
    if (given.trim() === '') return null;
    const phone = normaliseContactPhone(given);
    if (phone === undefined) throw fail('UNIT_CONTACT_PHONE_WRONG');
    return this.phones.seal(phone);
  }
}
