import { type BootstrapCityRequest, fail } from '@guantong/contracts';
import { Database, sqlState, UNIQUE_VIOLATION } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { PasswordHasher } from '../account/application/password-hasher.js';
import { PasswordPolicy } from '../account/application/password-policy.js';
import { Account } from '../account/domain/account.js';
import { AppointmentRepository } from '../appointment/persistence/appointment-repository.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { AnnounceUnits } from '../unit/application/announce-units.js';
import { searchInitials } from '../unit/application/initials-of.js';
import { Unit } from '../unit/domain/unit.js';
import { UnitRepository } from '../unit/persistence/unit-repository.js';

/** The first thing ever done: the city, and an administrator who does all the rest. */
@Injectable()
export class CreateFirstCity {
  constructor(
    private readonly database: Database,
    private readonly units: UnitRepository,
    private readonly announce: AnnounceUnits,
    private readonly appointments: AppointmentRepository,
    private readonly hasher: PasswordHasher,
    private readonly policy: PasswordPolicy,
    private readonly audit: AuditTrail,
  ) {}

  /** Not kept under an Idempotency-Key: a second time it refuses by itself. @throws CITY_EXISTS */
  async run(request: BootstrapCityRequest): Promise<{ unitId: string; accountId: string }> {
    this.policy.check(request.password, { kind: 'STAFF', names: [request.login, request.displayName] });
    const hash = await this.hasher.hash(request.password);
    return this.database.transaction(async (tx) => {
      await this.units.lockTree(tx, 'changing');
      if ((await tx.query(`select 1 from unit limit 1`)).length > 0) throw fail('CITY_EXISTS');
      const { code, name, shortName, login, displayName } = request;
      const city = Unit.city({ code, name, shortName, address: '' });
      await this.units.insert(tx, [{ unit: city, initials: searchInitials(name, shortName) }]);
      const account = Account.staff(login, displayName, hash);
      tx.em.persist(account);
      try {
        await tx.em.flush();
      } catch (error) {
        if (sqlState(error) === UNIQUE_VIOLATION) throw fail('CITY_EXISTS');
        throw error;
      }
      await this.appointments.make(tx, {
        accountId: account.id,
        unitId: city.id,
        role: 'administrator',
        appointedBy: null,
      });
      await this.announce.run(tx, await this.units.states(tx, [city.id]));
      await this.audit.record(tx, {
        actor: { kind: 'SYSTEM', accountId: null },
        action: 'city.bootstrapped',
        unitId: city.id,
        subjectIds: [city.id, account.id],
      });
      return { unitId: city.id, accountId: account.id };
    });
  }
}
