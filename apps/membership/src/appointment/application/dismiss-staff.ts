import { type Actor, type AppointmentView, type DismissRequest, fail, requireScope } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { AppointmentReader } from '../persistence/appointment-reader.js';
import { AppointmentRepository } from '../persistence/appointment-repository.js';
import { requireAuthorityOver } from './authority-over.js';

/** Ends an appointment; from the next request on, sessions of that account can do the less. */
@Injectable()
export class DismissStaff {
  constructor(
    private readonly appointments: AppointmentRepository,
    private readonly reader: AppointmentReader,
    private readonly audit: AuditTrail,
  ) {}

  /** Ending one that has ended changes nothing. @throws NOT_FOUND OWN_APPOINTMENT ROLE_BEYOND_OWN LAST_ADMINISTRATOR */
  async run(tx: Tx, actor: Actor, { appointmentId, reason }: DismissRequest): Promise<AppointmentView> {
    const scope = requireScope(actor, 'appointment.manage');
    const held = await this.appointments.hold(tx, appointmentId);
    requireAuthorityOver(actor, held);
    if (held.ended) return this.reader.get(tx, scope, appointmentId);
    if ((await this.appointments.lastOnes(tx, [appointmentId], null)).length > 0) throw fail('LAST_ADMINISTRATOR');
    await this.appointments.end(tx, appointmentId, actor.accountId, reason);
    await this.audit.record(tx, {
      actor,
      action: 'appointment.ended',
      unitId: held.unitId,
      subjectIds: [appointmentId, held.accountId],
      detail: { role: held.role },
    });
    return this.reader.get(tx, scope, appointmentId);
  }
}
