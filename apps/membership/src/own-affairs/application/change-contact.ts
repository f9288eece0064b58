import { type Actor, fail, type PreferencesBody, requireScope, requireWorker } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { normalisePhone } from '../../personal-data/phone-number.js';
import { WorkerReader } from '../../worker/persistence/worker-reader.js';
import { ContactRepository } from '../persistence/contact-repository.js';

/** How a worker is reached: set by the worker, or by a cadre on behalf of one who cannot; which of them is kept. */
@Injectable()
export class ChangeContact {
  constructor(
    private readonly contacts: ContactRepository,
    private readonly workers: WorkerReader,
    private readonly audit: AuditTrail,
  ) {}

  /** Gives the number as it is kept. @throws VALIDATION_FAILED */
  ownPhone(tx: Tx, actor: Actor, written: string | null): Promise<string | null> {
    return this.phone(tx, actor, requireWorker(actor).id, written);
  }

  /** @throws NOT_FOUND VALIDATION_FAILED */
  async phoneFor(tx: Tx, actor: Actor, workerId: string, written: string | null): Promise<string | null> {
    await this.workers.get(requireScope(actor, 'worker.act_for'), workerId, tx);
    return this.phone(tx, actor, workerId, written);
  }

  ownPreferences(tx: Tx, actor: Actor, wanted: PreferencesBody): Promise<void> {
    return this.preferences(tx, actor, requireWorker(actor).id, wanted);
  }

  /** @throws NOT_FOUND */
  async preferencesFor(tx: Tx, actor: Actor, workerId: string, wanted: PreferencesBody): Promise<void> {
    await this.workers.get(requireScope(actor, 'worker.act_for'), workerId, tx);
    await this.preferences(tx, actor, workerId, wanted);
  }

  private async phone(tx: Tx, actor: Actor, workerId: string, written: string | null): Promise<string | null> {
    const phone = written === null ? null : normalisePhone(written);
    if (phone === undefined) throw fail('VALIDATION_FAILED', {}, [{ field: 'phone', rule: 'matches' }]);
    const unitId = await this.contacts.setPhone(tx, workerId, phone);
    await this.audit.record(tx, {
      actor,
      action: 'worker.phone.changed',
      unitId,
      subjectIds: [workerId],
      detail: { onBehalf: onBehalf(actor) ? 1 : 0 },
    });
    return phone;
  }

  private async preferences(tx: Tx, actor: Actor, workerId: string, wanted: PreferencesBody): Promise<void> {
    if ((wanted.quietFrom === null) !== (wanted.quietUntil === null)) {
      throw fail('VALIDATION_FAILED', {}, [{ field: 'quietUntil', rule: 'matches' }]);
    }
    if (new Set(wanted.reachBy).size < wanted.reachBy.length) {
      throw fail('VALIDATION_FAILED', {}, [{ field: 'reachBy', rule: 'arrayUnique' }]);
    }
    const by = { accountId: actor.accountId, onBehalf: onBehalf(actor) };
    const unitId = await this.contacts.setPreferences(tx, workerId, wanted, by);
    await this.audit.record(tx, {
      actor,
      action: 'worker.preferences.set',
      unitId,
      subjectIds: [workerId],
      detail: { onBehalf: by.onBehalf ? 1 : 0 },
    });
  }
}

const onBehalf = (actor: Actor): boolean => actor.kind === 'STAFF';
