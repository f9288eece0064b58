import { type Actor, SYSTEM, type TransferState } from '@guantong/contracts';
import { DomainError } from '@guantong/platform';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { AnnounceWorker } from '../../membership-place/application/announce-worker.js';
import { SecondaryMemberships } from '../../membership-place/persistence/secondary-memberships.js';
import { type HeldWorker, WorkerPlaces } from '../../membership-place/persistence/worker-places.js';
import { verdict } from '../domain/transfer-rules.js';
import { type HeldTransfer, TransferRepository } from '../persistence/transfer-repository.js';

/** What can have become of a union or a worker while a transfer was waiting: it is then over, and says so. */
const OVERTAKEN = new Set(['UNIT_TAKES_NO_MEMBERS', 'ALREADY_MEMBER', 'TOO_MANY_UNIONS', 'WORKER_HAS_LEFT']);

/** Draws the conclusion from what the parties have said, and moves the worker when all is agreed. */
@Injectable()
export class SettleTransfer {
  constructor(
    private readonly transfers: TransferRepository,
    private readonly places: WorkerPlaces,
    private readonly seconds: SecondaryMemberships,
    private readonly announce: AnnounceWorker,
    private readonly audit: AuditTrail,
  ) {}

  async run(tx: Tx, actor: Actor, transferId: string): Promise<void> {
    const transfer = await this.transfers.hold(tx, transferId);
    const outcome = verdict(transfer.words);
    const worker = await this.places.hold(tx, transfer.workerId, [transfer.toUnitId]);
    if (worker.status !== 'ACTIVE') return this.end(tx, actor, transfer, worker, 'EXPIRED');
    if (outcome === 'REFUSED') return this.end(tx, actor, transfer, worker, 'REFUSED');
    if (outcome === 'DONE' || (transfer.state === 'NOTICE' && outcome === 'NOTICE' && transfer.isDue)) {
      return this.move(tx, actor, transfer, worker);
    }
    if (outcome === 'NOTICE') return this.transfers.giveNotice(tx, transfer.id);
    if (transfer.isDue) await this.end(tx, actor, transfer, worker, 'EXPIRED');
  }

  /** For the timer: in nobody's name. */
  runDue(tx: Tx, transferId: string): Promise<void> {
    return this.run(tx, SYSTEM, transferId);
  }

  private async move(tx: Tx, actor: Actor, transfer: HeldTransfer, worker: HeldWorker): Promise<void> {
    try {
      if (transfer.kind === 'SECOND') await this.seconds.add(tx, worker, transfer.toUnitId, 'TRANSFERRED');
      else if (worker.unitId !== transfer.toUnitId) {
        await this.places.moveTo(tx, worker, transfer.toUnitId, 'TRANSFERRED');
      }
    } catch (error) {
      // none of them leaves anything half done: they are found before the first change
      if (!(error instanceof DomainError && OVERTAKEN.has(error.code))) throw error;
      return this.end(tx, actor, transfer, worker, 'EXPIRED');
    }
    await this.announce.run(tx, worker.id);
    await this.end(tx, actor, transfer, worker, 'DONE');
  }

  private async end(
    tx: Tx,
    actor: Actor,
    transfer: HeldTransfer,
    worker: HeldWorker,
    state: TransferState,
  ): Promise<void> {
    await this.transfers.end(tx, transfer.id, state, worker.unitId);
    await this.audit.record(tx, {
      actor,
      action: 'transfer.ended',
      unitId: transfer.toUnitId,
      subjectIds: [transfer.id, worker.id],
      detail: { state, kind: transfer.kind, from: worker.unitId, to: transfer.toUnitId },
    });
  }
}
