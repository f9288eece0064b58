import { type Actor, CaseResolved, type ResolveCaseRequest } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { FindCase } from '../../case/application/find-case.js';
import { MarkResolved } from '../../case/application/mark-resolved.js';
import { RecordStep } from '../../case/application/record-step.js';
import { ReplyRepository } from '../persistence/reply-repository.js';

/** The unit says that it is settled, with a final answer. Whether it is, the worker says. */
@Injectable()
export class ResolveCaseUseCase {
  constructor(
    private readonly find: FindCase,
    private readonly markResolved: MarkResolved,
    private readonly replies: ReplyRepository,
    private readonly record: RecordStep,
  ) {}

  async run(tx: Tx, actor: Actor, { text, ...wanted }: ResolveCaseRequest): Promise<void> {
    const c = await this.find.toHandle(tx, actor, wanted);
    await this.markResolved.run(tx, c);
    const { id: caseId, version: seq, ownerUnitId: unitId } = c;
    await this.replies.add(tx, { caseId, seq, unitId, accountId: actor.accountId, text, final: true });
    await this.record.run(tx, c, { what: 'RESOLVED', by: actor }, CaseResolved);
  }
}
