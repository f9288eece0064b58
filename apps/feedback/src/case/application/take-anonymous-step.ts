import type { WorkerCase } from '@guantong/contracts';
import { Database, type Tx } from '@guantong/persistence';
import { currentContext } from '@guantong/platform';
import { Inject, Injectable } from '@nestjs/common';
import { FeedbackConfig } from '../../feedback-config.js';
import { receiptHash, stepKeyHash } from '../../receipt-code/receipt-code.js';
import type { FeedbackCase } from '../domain/feedback-case.js';
import { AnonymousStepRepository } from '../persistence/anonymous-step-repository.js';
import { FindCase } from './find-case.js';
import { ReadCases } from './read-cases.js';

/**
 * A step by whoever holds the receipt code. Repeats are told by a keyed hash of the `Idempotency-Key` and the request;
 * IdempotentCommands would keep the key itself, and the answer.
 */
@Injectable()
export class TakeAnonymousStep {
  constructor(
    private readonly database: Database,
    private readonly find: FindCase,
    private readonly cases: ReadCases,
    private readonly steps: AnonymousStepRepository,
    @Inject(FeedbackConfig) private readonly config: FeedbackConfig,
  ) {}

  read(receiptCode: string): Promise<WorkerCase> {
    return this.cases.forReceipt(receiptHash(receiptCode));
  }

  /** A repeat changes nothing and answers with the case as it is now. */
  async run(
    command: string,
    request: { receiptCode: string; version?: number },
    take: (tx: Tx, c: FeedbackCase) => Promise<void>,
  ): Promise<WorkerCase> {
    const hash = receiptHash(request.receiptCode);
    const key = currentContext()?.idempotencyKey;
    const keyHash = key ? stepKeyHash(this.config.RECEIPT_SECRET, key, JSON.stringify([command, request])) : null;
    return this.database.transaction(async (tx) => {
      if (!keyHash || (await this.steps.isFirst(tx, keyHash)))
        await take(tx, await this.find.byReceipt(tx, hash, request.version));
      return this.cases.forReceipt(hash, tx);
    });
  }
}
