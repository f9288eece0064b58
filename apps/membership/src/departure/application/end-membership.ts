import {
  type Actor,
  type DepartureKind,
  type DepartureRequest,
  type DepartureView,
  fail,
  requireScope,
  requireWorker,
} from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { WorkerAccounts } from '../../account/persistence/worker-accounts.js';
import { AuditTrail } from '../../audit/audit-trail.js';
import { AnnounceWorker } from '../../membership-place/application/announce-worker.js';
import { type HeldWorker, WorkerPlaces } from '../../membership-place/persistence/worker-places.js';
import { isPastDate } from '../../personal-data/past-date.js';
import { TransferRepository } from '../../transfer/persistence/transfer-repository.js';
import { WorkerReader } from '../../worker/persistence/worker-reader.js';

/** Leaving, retiring, death; and taking back what was entered by mistake. */
@Injectable()
export class EndMembership {
  constructor(
    private readonly workers: WorkerReader,
    private readonly places: WorkerPlaces,
    private readonly accounts: WorkerAccounts,
    private readonly transfers: TransferRepository,
    private readonly announce: AnnounceWorker,
    private readonly audit: AuditTrail,
  ) {}

  /** By the union. @throws NOT_FOUND WORKER_HAS_LEFT DATE_IN_FUTURE */
  async record(tx: Tx, actor: Actor, { workerId, kind, on }: DepartureRequest): Promise<void> {
    await this.workers.get(requireScope(actor, 'roster.manage'), workerId, tx);
    if (!isPastDate(on, await today(tx))) throw fail('DATE_IN_FUTURE');
    await this.end(tx, actor, await this.places.hold(tx, workerId), { kind, on });
  }

  /** By the worker, as of today. */
  async leave(tx: Tx, actor: Actor): Promise<void> {
    const worker = await this.places.hold(tx, requireWorker(actor).id);
    await this.end(tx, actor, worker, { kind: 'LEFT', on: await today(tx) });
  }

  /** @throws NOT_FOUND WORKER_HAS_NOT_LEFT UNIT_TAKES_NO_MEMBERS when the union is gone meanwhile */
  async takeBack(tx: Tx, actor: Actor, workerId: string): Promise<void> {
    await this.workers.get(requireScope(actor, 'roster.manage'), workerId, tx);
    const worker = await this.places.hold(tx, workerId);
    if (worker.status === 'ACTIVE' || worker.leftKind === 'ERASED') throw fail('WORKER_HAS_NOT_LEFT');
    const union = await tx.query(`select 1 from unit where id = $1 and status = 'ACTIVE'`, [worker.unitId]);
    if (union.length === 0) throw fail('UNIT_TAKES_NO_MEMBERS');
    await this.places.takeDepartureBack(tx, worker);
    await this.announce.run(tx, workerId);
    await this.audit.record(tx, {
      actor,
      action: 'worker.departure.taken-back',
      unitId: worker.unitId,
      subjectIds: [workerId],
      detail: { kind: worker.leftKind },
    });
  }

  async view(tx: Tx, workerId: string): Promise<DepartureView> {
    const [row] = await tx.query<DepartureView>(
      `select id as "workerId", status, left_kind as kind, left_on::text as "on" from worker where id = $1`,
      [workerId],
    );
    if (!row) throw fail('NOT_FOUND');
    return row;
  }

  private async end(
    tx: Tx,
    actor: Actor,
    worker: HeldWorker,
    departure: { kind: DepartureKind; on: string },
  ): Promise<void> {
    if (worker.status !== 'ACTIVE') throw fail('WORKER_HAS_LEFT');
    await this.places.leave(tx, worker, departure);
    await this.transfers.endAllOf(tx, worker.id);
    await this.accounts.close(tx, worker.id);
    await this.announce.run(tx, worker.id);
    await this.audit.record(tx, {
      actor,
      action: 'worker.departed',
      unitId: worker.unitId,
      subjectIds: [worker.id],
      detail: { kind: departure.kind },
    });
  }
}

async function today(tx: Tx): Promise<string> {
  const [row] = await tx.query<{ today: string }>(`select (now() at time zone 'Asia/Shanghai')::date::text as today`);
  return row?.today ?? '';
}
