import { type AnonymousCaseTaken, fail, type SubmitCaseAnonymouslyRequest } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { currentContext } from '@guantong/platform';
import { Inject, Injectable } from '@nestjs/common';
import { FeedbackConfig } from '../../feedback-config.js';
import { deriveReceiptCode, drawReceiptCode, receiptHash } from '../../receipt-code/receipt-code.js';
import { IntakeRepository } from '../persistence/intake-repository.js';
import { TakeIn } from './take-in.js';

/** Shorter keys are likely to be counted up, and then others have them too. */
const SHORTEST_KEY = 16;

/**
 * An anonymous person submits a case. Not through IdempotentCommands, which would keep the answer, and the receipt
 * code with it: here the code is made from the key, and its hash makes the case unique.
 */
@Injectable()
export class SubmitCaseAnonymouslyUseCase {
  constructor(
    private readonly database: Database,
    private readonly intake: IntakeRepository,
    private readonly takeIn: TakeIn,
    @Inject(FeedbackConfig) private readonly config: FeedbackConfig,
  ) {}

  async run(request: SubmitCaseAnonymouslyRequest): Promise<AnonymousCaseTaken> {
    const receiptCode = this.codeFor(request);
    const hash = receiptHash(receiptCode);
    const { unitId, ...said } = request;
    return this.database.transaction(async (tx) => {
      const taken = await this.takeIn.run(tx, {
        request: said,
        submittedBy: 'ANONYMOUS',
        originUnitId: unitId,
        receiptHash: hash,
      });
      const number = taken?.number ?? (await this.intake.numberByReceipt(tx, hash)) ?? '';
      return { number, receiptCode };
    });
  }

  private codeFor(request: SubmitCaseAnonymouslyRequest): string {
    const key = currentContext()?.idempotencyKey;
    if (!key) return drawReceiptCode();
    if (key.length < SHORTEST_KEY) throw fail('IDEMPOTENCY_KEY_TOO_SHORT');
    return deriveReceiptCode(this.config.RECEIPT_SECRET, key, JSON.stringify({ ...request }));
  }
}
