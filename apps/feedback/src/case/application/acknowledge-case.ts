import { type AcknowledgeCaseRequest, type Actor, CaseAcknowledged } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { FindCase } from './find-case.js';
import { RecordStep } from './record-step.js';
import { TakeUp } from './take-up.js';

@Injectable()
export class AcknowledgeCaseUseCase {
  constructor(
    private readonly find: FindCase,
    private readonly takeUp: TakeUp,
    private readonly record: RecordStep,
  ) {}

  async run(tx: Tx, actor: Actor, request: AcknowledgeCaseRequest): Promise<void> {
    const c = await this.find.toHandle(tx, actor, request);
    c.acknowledge();
    await this.takeUp.run(tx, c);
    await this.record.run(tx, c, { what: 'ACKNOWLEDGED', by: actor, text: request.note ?? null }, CaseAcknowledged);
  }
}
