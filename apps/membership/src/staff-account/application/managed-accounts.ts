import { type Actor, covers, fail, requirePerson, requireScope } from '@guantong/contracts';
import type { Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { type HeldPlace, StaffAccountRepository } from '../persistence/staff-account-repository.js';

/** Whose account an administrator may act on. */
@Injectable()
export class ManagedAccounts {
  constructor(private readonly accounts: StaffAccountRepository) {}

  /**
   * Every place of the account lies within the administrator's subtree, and where the account administers a unit itself,
   * that unit lies below the administrator's own: nobody gets at those above or beside. Gives the highest place.
   *
   * @throws NOT_FOUND
   */
  async require(sql: Sql, actor: Actor, accountId: string): Promise<HeldPlace> {
    requirePerson(actor);
    const scope = requireScope(actor, 'appointment.manage');
    const places = await this.accounts.places(sql, accountId);
    const isManaged = places.every(
      ({ path, administers }) => covers(scope, path) && (!administers || covers(scope, path.slice(0, -1))),
    );
    const [highest] = places.toSorted((a, b) => a.path.length - b.path.length);
    if (!highest || !isManaged) throw fail('NOT_FOUND');
    return highest;
  }

  /** The same, for what nobody can do for themselves. @throws NOT_FOUND NOT_YOURSELF */
  async requireOther(sql: Sql, actor: Actor, accountId: string): Promise<HeldPlace> {
    if (requirePerson(actor) === accountId) throw fail('NOT_YOURSELF');
    return this.require(sql, actor, accountId);
  }
}
