import {
  type Actor,
  type AskTransferBody,
  type AskTransferForRequest,
  type AskTransferHereRequest,
  fail,
  requireScope,
  requireWorker,
  type TransferKind,
  type TransferParty,
} from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { requireUnit } from '../../membership-place/persistence/require-unit.js';
import { UnionReader } from '../../membership-place/persistence/union-reader.js';
import { WorkerPlaces } from '../../membership-place/persistence/worker-places.js';
import { WorkerReader } from '../../worker/persistence/worker-reader.js';
import { TransferRepository } from '../persistence/transfer-repository.js';
import { SettleTransfer } from './settle-transfer.js';

interface Asked {
  workerId: string;
  toUnitId: string;
  kind: TransferKind;
  askedBy: TransferParty;
  onBehalf: boolean;
  reason: string | undefined;
}

/** Begins a transfer: by the worker, in the worker's name, by the present union, or by the receiving one. */
@Injectable()
export class AskForTransfer {
  constructor(
    private readonly transfers: TransferRepository,
    private readonly workers: WorkerReader,
    private readonly unions: UnionReader,
    private readonly places: WorkerPlaces,
    private readonly settle: SettleTransfer,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws ALREADY_MEMBER TRANSFER_OPEN UNIT_TAKES_NO_MEMBERS */
  byWorker(tx: Tx, actor: Actor, { unitId, kind = 'MOVE', reason }: AskTransferBody): Promise<string> {
    const workerId = requireWorker(actor).id;
    return this.ask(tx, actor, { workerId, toUnitId: unitId, kind, askedBy: 'WORKER', onBehalf: false, reason });
  }

  /** @throws NOT_FOUND FORBIDDEN and as above */
  async byPresent(tx: Tx, actor: Actor, request: AskTransferForRequest): Promise<string> {
    const { workerId, unitId, kind = 'MOVE', reason, onBehalf } = request;
    await this.workers.get(requireScope(actor, onBehalf ? 'worker.act_for' : 'roster.manage'), workerId, tx);
    const askedBy = onBehalf ? 'WORKER' : 'PRESENT';
    return this.ask(tx, actor, { workerId, toUnitId: unitId, kind, askedBy, onBehalf, reason });
  }

  /** @throws NOT_FOUND PERSON_NOT_MATCHED and as above */
  async byReceiving(tx: Tx, actor: Actor, request: AskTransferHereRequest): Promise<string> {
    const scope = requireScope(actor, 'roster.manage');
    await requireUnit(tx, scope, request.unitId);
    const workerId = await this.unions.idByCard(tx, request.cardNumber, request.name);
    return this.takeIn(tx, actor, workerId, request.unitId, request.reason);
  }

  /** The receiving union asks for somebody it knows of by other means; the caller has checked who may. */
  takeIn(tx: Tx, actor: Actor, workerId: string, toUnitId: string, reason?: string): Promise<string> {
    return this.ask(tx, actor, { workerId, toUnitId, kind: 'MOVE', askedBy: 'RECEIVING', onBehalf: false, reason });
  }

  private async ask(tx: Tx, actor: Actor, asked: Asked): Promise<string> {
    const { workerId, toUnitId, askedBy, onBehalf } = asked;
    const worker = await this.places.hold(tx, workerId, [toUnitId]);
    if (worker.status !== 'ACTIVE') throw fail('WORKER_HAS_LEFT');
    if (worker.unitId === toUnitId) throw fail('ALREADY_MEMBER');
    const takes = await tx.query(`select 1 from unit where id = $1 and tier = 'GRASSROOTS' and status = 'ACTIVE'`, [
      toUnitId,
    ]);
    if (takes.length === 0) throw fail('UNIT_TAKES_NO_MEMBERS');
    const reason = asked.reason ?? null;
    const id = await this.transfers.open(tx, { ...asked, accountId: actor.accountId, reason });
    await this.transfers.say(tx, id, {
      party: askedBy,
      agrees: true,
      onBehalf,
      accountId: actor.accountId,
      reason: null,
    });
    await this.audit.record(tx, {
      actor,
      action: 'transfer.asked',
      unitId: toUnitId,
      subjectIds: [id, workerId],
      detail: { kind: asked.kind, askedBy, onBehalf: onBehalf ? 1 : 0 },
    });
    await this.settle.run(tx, actor, id);
    return id;
  }
}
