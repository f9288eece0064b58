import { type Actor, type AppointRequest, type AppointmentView, fail, requireScope } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { Account } from '../../account/domain/account.js';
import { AccountRepository } from '../../account/persistence/account-repository.js';
import { AuditTrail } from '../../audit/audit-trail.js';
import { UnitRepository } from '../../unit/persistence/unit-repository.js';
import { AppointmentReader } from '../persistence/appointment-reader.js';
import { AppointmentRepository } from '../persistence/appointment-repository.js';
import { requireAuthorityOver } from './authority-over.js';

/** Gives somebody a role at a unit, from now or from a day to come. */
@Injectable()
export class AppointStaff {
  constructor(
    private readonly units: UnitRepository,
    private readonly accounts: AccountRepository,
    private readonly appointments: AppointmentRepository,
    private readonly reader: AppointmentReader,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @param passwordHash of a new account's first password, if it is given one
   * @throws NOT_FOUND OWN_APPOINTMENT ROLE_BEYOND_OWN TERM_INVALID APPOINTMENT_OVERLAPS ACCOUNT_DETAILS_MISSING STAFF_NOT_FOUND
   */
  async run(tx: Tx, actor: Actor, request: AppointRequest, passwordHash: string | null): Promise<AppointmentView> {
    const scope = requireScope(actor, 'appointment.manage');
    const { unitId, role, startsAt, endsAt, reason } = request;
    const unit = await this.units.findForChange(tx, unitId, scope);
    await this.appointments.requireTerm(tx, startsAt, endsAt);
    const account = await this.accountFor(tx, request, passwordHash);
    requireAuthorityOver(actor, { accountId: account.id, role, path: unit.path });
    const { id, isNew } = await this.appointments.make(tx, {
      accountId: account.id,
      unitId: unit.id,
      role,
      appointedBy: actor.accountId,
      startsAt,
      endsAt,
      reason,
    });
    if (isNew) {
      await this.audit.record(tx, {
        actor,
        action: 'appointment.made',
        unitId: unit.id,
        subjectIds: [id, account.id],
        detail: { role, ...(startsAt && { startsAt }), ...(endsAt && { endsAt }) },
      });
    }
    return this.reader.get(tx, scope, id);
  }

  private async accountFor(
    tx: Tx,
    { login, displayName }: AppointRequest,
    passwordHash: string | null,
  ): Promise<Account> {
    const found = await this.accounts.findStaff(tx, login);
    if (found?.status === 'CLOSED') throw fail('ACCOUNT_CLOSED');
    if (found) return found;
    if (!displayName) throw fail('ACCOUNT_DETAILS_MISSING');
    const account = Account.staff(login, displayName, passwordHash);
    tx.em.persist(account);
    await tx.em.flush();
    return account;
  }
}
