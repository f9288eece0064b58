import { type Actor, fail } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { AppointmentRepository } from '../persistence/appointment-repository.js';
import { DeputyRepository } from '../persistence/deputy-repository.js';
import { requireAuthorityOver } from './authority-over.js';

/** Ends whatever an account holds, in the transaction that closes it. */
@Injectable()
export class EndAllAppointments {
  constructor(
    private readonly appointments: AppointmentRepository,
    private readonly deputies: DeputyRepository,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * The actor must have authority over every one of them. @throws NOT_FOUND OWN_APPOINTMENT ROLE_BEYOND_OWN
   * LAST_ADMINISTRATOR when a unit would be left without an administrator
   */
  async run(tx: Tx, actor: Actor, accountId: string, reason: string | undefined): Promise<void> {
    const before = await this.appointments.openOf(tx, accountId);
    await this.appointments.lockUnits(
      tx,
      before.map((each) => each.unitId),
    );
    const open = await this.appointments.openOf(tx, accountId);
    for (const { role, path } of open) requireAuthorityOver(actor, { accountId, role, path });
    const ids = open.map((each) => each.id);
    if ((await this.appointments.lastOnes(tx, ids, null)).length > 0) throw fail('LAST_ADMINISTRATOR');
    // a handful at the most
    for (const { id, unitId, role } of open) {
      await this.appointments.end(tx, id, actor.accountId, reason);
      await this.audit.record(tx, {
        ...{ actor, action: 'appointment.ended', unitId, subjectIds: [id, accountId], detail: { role } },
      });
    }
    await this.deputies.endAllBy(tx, accountId, actor.accountId);
  }
}
