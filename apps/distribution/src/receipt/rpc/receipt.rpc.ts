import {
  type Actor,
  RecordReceipts,
  RecordReceiptsRequest,
  type RecordedReceipts,
  requireWorker,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { GatherReceipts } from '../application/gather-receipts.js';

@Controller()
export class ReceiptRpc {
  constructor(private readonly receipts: GatherReceipts) {}

  /** Not through IdempotentCommands: a receipt is the same however often it is given. */
  @RpcHandler(RecordReceipts)
  async record(@Payload() request: RecordReceiptsRequest, @CurrentActor() actor: Actor): Promise<RecordedReceipts> {
    const worker = requireWorker(actor);
    const fitting = await Promise.all(
      request.receipts.map(({ postId, grade, revision = 1 }) =>
        this.receipts.recordFor(worker, { postId, revision, confirmed: grade === 'CONFIRMED' }),
      ),
    );
    return { recorded: fitting.filter(Boolean).length };
  }
}
