import {
  type Actor,
  type AppointmentView,
  fail,
  type EndDeputyRequest,
  type NameDeputyRequest,
  requireScope,
} from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AccountRepository } from '../../account/persistence/account-repository.js';
import { AuditTrail } from '../../audit/audit-trail.js';
import { AppointmentReader } from '../persistence/appointment-reader.js';
import { AppointmentRepository } from '../persistence/appointment-repository.js';
import { DeputyRepository } from '../persistence/deputy-repository.js';
import { requireAuthorityOver } from './authority-over.js';

/** Longer than that is no cover but an appointment of its own. */
const LONGEST_COVER = '1 year';

/** Lets somebody act with another's powers for a time, and ends it. To be named is to be given the role. */
@Injectable()
export class NameDeputyOfStaff {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly appointments: AppointmentRepository,
    private readonly deputies: DeputyRepository,
    private readonly reader: AppointmentReader,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws NOT_FOUND OWN_APPOINTMENT ROLE_BEYOND_OWN APPOINTMENT_ENDED TERM_INVALID STAFF_NOT_FOUND DEPUTY_IS_APPOINTEE */
  async run(tx: Tx, actor: Actor, request: NameDeputyRequest): Promise<AppointmentView> {
    const scope = requireScope(actor, 'appointment.manage');
    const { appointmentId, login, startsAt, endsAt, reason } = request;
    const held = await this.appointments.hold(tx, appointmentId);
    requireAuthorityOver(actor, held);
    if (held.ended) throw fail('APPOINTMENT_ENDED');
    const deputy = await this.accounts.findStaff(tx, login);
    if (deputy?.status !== 'ACTIVE') throw fail('STAFF_NOT_FOUND');
    if (deputy.id === held.accountId) throw fail('DEPUTY_IS_APPOINTEE');
    requireAuthorityOver(actor, { ...held, accountId: deputy.id });
    await this.appointments.requireTerm(tx, startsAt, endsAt, LONGEST_COVER);
    const namedBy = actor.accountId;
    const deputyId = await this.deputies.name(tx, {
      ...{ appointmentId, accountId: deputy.id, startsAt, endsAt, reason, namedBy },
    });
    await this.audit.record(tx, {
      actor,
      action: 'deputy.named',
      unitId: held.unitId,
      subjectIds: [deputyId, deputy.id, held.accountId],
      detail: { role: held.role, startsAt: startsAt ?? null, endsAt },
    });
    return this.reader.get(tx, scope, appointmentId);
  }

  /** Ending what has ended changes nothing. @throws NOT_FOUND OWN_APPOINTMENT ROLE_BEYOND_OWN */
  async end(tx: Tx, actor: Actor, { deputyId }: EndDeputyRequest): Promise<AppointmentView> {
    const scope = requireScope(actor, 'appointment.manage');
    const cover = await this.deputies.find(tx, deputyId);
    if (!cover) throw fail('NOT_FOUND');
    requireAuthorityOver(actor, cover);
    requireAuthorityOver(actor, { ...cover, accountId: cover.holderId });
    if (await this.deputies.end(tx, deputyId, actor.accountId)) {
      await this.audit.record(tx, {
        actor,
        action: 'deputy.ended',
        unitId: cover.unitId,
        subjectIds: [deputyId, cover.accountId, cover.holderId],
        detail: { role: cover.role },
      });
    }
    return this.reader.get(tx, scope, cover.appointmentId);
  }
}
