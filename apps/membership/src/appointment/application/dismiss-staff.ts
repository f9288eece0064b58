import { type Actor, type AppointmentView, fail, requireScope } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { AppointmentReader } from '../persistence/appointment-reader.js';
import { AppointmentRepository } from '../persistence/appointment-repository.js';

/** Ends an appointment; from the next request on, sessions of that account can do the less. */
@Injectable()
export class DismissStaff {
  constructor(
    private readonly appointments: AppointmentRepository,
    private readonly reader: AppointmentReader,
    private readonly audit: AuditTrail,
  ) {}

  /** Ending one that has ended changes nothing. @throws NOT_FOUND LAST_ADMINISTRATOR */
  async run(tx: Tx, actor: Actor, appointmentId: string): Promise<AppointmentView> {
    const scope = requireScope(actor, 'appointment.manage');
    const { unitId, role, accountId } = await this.reader.get(tx, scope, appointmentId);
    if (role === 'administrator' && (await this.appointments.othersInRole(tx, unitId, role, accountId)) === 0) {
      throw fail('LAST_ADMINISTRATOR');
    }
    if (await this.appointments.end(tx, appointmentId, actor.accountId)) {
      await this.audit.record(tx, {
        actor,
        action: 'appointment.ended',
        unitId,
        subjectIds: [appointmentId, accountId],
        detail: { role },
      });
    }
    return this.reader.get(tx, scope, appointmentId);
  }
}
