import { type Actor, fail, scopeOf } from '@guantong/contracts';
import { Database, type Tx } from '@guantong/persistence';
import { DomainError } from '@guantong/platform';
import { Injectable, Logger } from '@nestjs/common';
import { actorOfAccount } from '../../appointment/application/actor-of-account.js';
import { AppointmentReader } from '../../appointment/persistence/appointment-reader.js';
import { AuditTrail } from '../../audit/audit-trail.js';
import { concernedBy, unitOfPlan } from '../domain/unit-change.js';
import { type DueUnitChange, UnitChangeRepository } from '../persistence/unit-change-repository.js';
import { CarryOutUnitChange } from './carry-out-unit-change.js';

/** What is not the change's fault (the database is busy) is tried again so often. */
const MOST_TRIES = 60;
const RETRY_SECONDS = 10;

/**
 * Carries out the changes whose day has come, one after the other, each in one transaction with the mark that it is
 * done: exactly once, however many copies of the service look. It is checked anew, against the tree as it is now and
 * against what whoever decided on it may do now; one that no longer fits becomes FAILED, with the reason.
 */
@Injectable()
export class CarryOutPlannedChanges {
  private readonly log = new Logger('CarryOutPlannedChanges');

  constructor(
    private readonly database: Database,
    private readonly changes: UnitChangeRepository,
    private readonly carryOut: CarryOutUnitChange,
    private readonly appointments: AppointmentReader,
    private readonly audit: AuditTrail,
  ) {}

  /** @returns how many were dealt with */
  async run(): Promise<number> {
    let done = 0;
    while (await this.next()) done++;
    return done;
  }

  private async next(): Promise<boolean> {
    let inHand: DueUnitChange | undefined;
    try {
      return await this.database.transaction(async (tx) => {
        inHand = await this.changes.nextDue(tx);
        if (!inHand) return false;
        await this.settle(tx, inHand);
        return true;
      });
    } catch (error) {
      if (!inHand) throw error;
      const { id, tries } = inHand;
      this.log.error(`change ${id}, try ${tries + 1}: ${error instanceof Error ? error.stack : String(error)}`);
      await this.putOff(inHand);
      return true;
    }
  }

  private async settle(tx: Tx, change: DueUnitChange): Promise<void> {
    const actor = await this.decider(change);
    await tx.query('savepoint carrying_out');
    try {
      await this.attempt(tx, actor, change);
      await this.changes.step(tx, change.id, 'carry_out');
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await tx.query('rollback to savepoint carrying_out');
      tx.em.clear();
      await this.refuse(tx, actor, change, error);
    }
  }

  private async attempt(tx: Tx, actor: Actor, { id, plan }: DueUnitChange): Promise<void> {
    const scope = scopeOf(actor, 'unit.manage');
    if (scope.units.length + scope.subtrees.length === 0) throw fail('UNIT_CHANGE_NOT_ALLOWED');
    await this.carryOut.run(tx, { actor, scope, changeId: id, planned: true }, plan);
  }

  private async refuse(tx: Tx, actor: Actor, { id, plan }: DueUnitChange, error: DomainError): Promise<void> {
    // whoever decided on it saw those units then; that one is not found now means that it is not theirs any more
    const { code, params } = error.code === 'NOT_FOUND' ? fail('UNIT_CHANGE_NOT_ALLOWED') : error;
    await this.changes.step(tx, id, 'refuse', { problem: { code, params } });
    await this.audit.record(tx, {
      actor,
      action: 'unit-change.failed',
      unitId: unitOfPlan(plan),
      subjectIds: [id, ...concernedBy(plan)],
      detail: { kind: plan.kind, problem: code },
    });
  }

  private async decider({ decidedBy }: DueUnitChange): Promise<Actor> {
    const account = decidedBy ?? '';
    return actorOfAccount(account, decidedBy ? await this.appointments.inForce(account) : []);
  }

  private async putOff(change: DueUnitChange): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (change.tries + 1 < MOST_TRIES) return this.changes.tryLater(tx, change.id, RETRY_SECONDS);
      await this.refuse(tx, await this.decider(change), change, fail('INTERNAL'));
    });
  }
}
