import { type Actor, type AppointmentView, type ChangeTermRequest, fail, requireScope } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { AppointmentReader } from '../persistence/appointment-reader.js';
import { AppointmentRepository } from '../persistence/appointment-repository.js';
import { requireAuthorityOver } from './authority-over.js';

/** Sets, moves or takes away the planned end of an appointment. */
@Injectable()
export class ChangeTermOfStaff {
  constructor(
    private readonly appointments: AppointmentRepository,
    private readonly reader: AppointmentReader,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws NOT_FOUND OWN_APPOINTMENT ROLE_BEYOND_OWN APPOINTMENT_ENDED APPOINTMENT_OVERLAPS TERM_INVALID LAST_ADMINISTRATOR */
  async run(tx: Tx, actor: Actor, { appointmentId, endsAt, reason }: ChangeTermRequest): Promise<AppointmentView> {
    const scope = requireScope(actor, 'appointment.manage');
    const held = await this.appointments.hold(tx, appointmentId);
    requireAuthorityOver(actor, held);
    if (held.ended) throw fail('APPOINTMENT_ENDED');
    if (endsAt !== null && (await this.appointments.lastOnes(tx, [appointmentId], endsAt)).length > 0) {
      throw fail('LAST_ADMINISTRATOR');
    }
    if (await this.appointments.overlapsAnother(tx, appointmentId, endsAt)) throw fail('APPOINTMENT_OVERLAPS');
    await this.appointments.setEnd(tx, appointmentId, endsAt, actor.accountId, reason);
    await this.audit.record(tx, {
      actor,
      action: 'appointment.term-changed',
      unitId: held.unitId,
      subjectIds: [appointmentId, held.accountId],
      detail: { role: held.role, endsAt },
    });
    return this.reader.get(tx, scope, appointmentId);
  }
}
