import { type Actor, fail, requireScope, requireWorker, type TransferParty } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { isOpen } from '../domain/transfer-rules.js';
import { TransferReader } from '../persistence/transfer-reader.js';
import { type HeldTransfer, TransferRepository } from '../persistence/transfer-repository.js';
import { SettleTransfer } from './settle-transfer.js';

export interface Answer {
  transferId: string;
  agrees: boolean;
  reason?: string;
}

/** A party says yes or no to a transfer, or the one who asked takes it back. */
@Injectable()
export class AnswerTransfer {
  constructor(
    private readonly transfers: TransferRepository,
    private readonly reader: TransferReader,
    private readonly settle: SettleTransfer,
    private readonly audit: AuditTrail,
  ) {}

  /** By the worker, or by the staff of whichever sides they stand for. @throws NOT_FOUND TRANSFER_NOT_OPEN */
  async answer(tx: Tx, actor: Actor, answer: Answer): Promise<void> {
    const parties = await this.partiesOf(tx, actor, answer.transferId);
    const transfer = await this.holdOpen(tx, answer.transferId);
    await this.say(tx, actor, transfer, parties, { ...answer, onBehalf: false });
  }

  /** A cadre of the present union says no in the worker's name. @throws NOT_FOUND TRANSFER_NOT_OPEN */
  async objectFor(tx: Tx, actor: Actor, answer: Answer): Promise<void> {
    const scope = requireScope(actor, 'worker.act_for');
    const sides = await this.reader.sides(tx, scope, answer.transferId);
    if (!sides.includes('PRESENT')) throw fail('NOT_FOUND');
    const transfer = await this.holdOpen(tx, answer.transferId);
    await this.say(tx, actor, transfer, ['WORKER'], { ...answer, agrees: false, onBehalf: true });
  }

  /** By the side that asked. @throws NOT_FOUND TRANSFER_NOT_OPEN */
  async withdraw(tx: Tx, actor: Actor, transferId: string): Promise<void> {
    const parties = await this.partiesOf(tx, actor, transferId);
    const transfer = await this.holdOpen(tx, transferId);
    const mayWithdraw = parties.includes(transfer.askedBy) || (transfer.onBehalf && parties.includes('PRESENT'));
    if (!mayWithdraw) throw fail('FORBIDDEN');
    const [worker] = await tx.query<{ unitId: string }>(`select unit_id as "unitId" from worker where id = $1`, [
      transfer.workerId,
    ]);
    await this.transfers.end(tx, transferId, 'WITHDRAWN', worker?.unitId ?? '');
    await this.audit.record(tx, {
      actor,
      action: 'transfer.ended',
      unitId: transfer.toUnitId,
      subjectIds: [transferId, transfer.workerId],
      detail: { state: 'WITHDRAWN', kind: transfer.kind },
    });
  }

  private async say(
    tx: Tx,
    actor: Actor,
    transfer: HeldTransfer,
    parties: readonly TransferParty[],
    { agrees, reason, onBehalf }: Answer & { onBehalf: boolean },
  ): Promise<void> {
    for (const party of parties) {
      await this.transfers.say(tx, transfer.id, {
        party,
        agrees,
        onBehalf,
        accountId: actor.accountId,
        reason: reason ?? null,
      });
    }
    await this.audit.record(tx, {
      actor,
      action: agrees ? 'transfer.agreed' : 'transfer.refused',
      unitId: transfer.toUnitId,
      subjectIds: [transfer.id, transfer.workerId],
      detail: { as: parties.join(' '), onBehalf: onBehalf ? 1 : 0 },
    });
    await this.settle.run(tx, actor, transfer.id);
  }

  private async holdOpen(tx: Tx, transferId: string): Promise<HeldTransfer> {
    const transfer = await this.transfers.hold(tx, transferId);
    if (!isOpen(transfer.state)) throw fail('TRANSFER_NOT_OPEN');
    return transfer;
  }

  /** Foreign and missing look the same. @throws NOT_FOUND */
  private async partiesOf(tx: Tx, actor: Actor, transferId: string): Promise<TransferParty[]> {
    if (actor.kind !== 'WORKER') return this.reader.sides(tx, requireScope(actor, 'roster.manage'), transferId);
    const { workerId } = await this.transfers.hold(tx, transferId);
    if (workerId !== requireWorker(actor).id) throw fail('NOT_FOUND');
    return ['WORKER'];
  }
}
