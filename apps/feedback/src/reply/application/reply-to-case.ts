import { type Actor, CaseReplied, type ReplyToCaseRequest } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { FindCase } from '../../case/application/find-case.js';
import { RecordStep } from '../../case/application/record-step.js';
import { TakeUp } from '../../case/application/take-up.js';
import { ReplyRepository } from '../persistence/reply-repository.js';

/** Answers the worker without settling the case yet. Whoever answers has taken the case up. */
@Injectable()
export class ReplyToCaseUseCase {
  constructor(
    private readonly find: FindCase,
    private readonly takeUp: TakeUp,
    private readonly replies: ReplyRepository,
    private readonly record: RecordStep,
  ) {}

  async run(tx: Tx, actor: Actor, { text, ...wanted }: ReplyToCaseRequest): Promise<void> {
    const c = await this.find.toHandle(tx, actor, wanted);
    c.reply();
    await this.takeUp.run(tx, c);
    const { id: caseId, version: seq, ownerUnitId: unitId } = c;
    await this.replies.add(tx, { caseId, seq, unitId, accountId: actor.accountId, text, final: false });
    await this.record.run(tx, c, { what: 'REPLIED', by: actor }, CaseReplied);
  }
}
