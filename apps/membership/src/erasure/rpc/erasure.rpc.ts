import {
  type Actor,
  AskForErasure,
  ConfirmErasure,
  ConfirmErasureRequest,
  OwnRecordRequest,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { EraseWorker } from '../application/erase-worker.js';

@Controller()
export class ErasureRpc {
  constructor(private readonly erase: EraseWorker) {}

  @RpcHandler(AskForErasure)
  ask(@Payload() _: OwnRecordRequest, @CurrentActor() actor: Actor) {
    return this.erase.ask(actor);
  }

  @RpcHandler(ConfirmErasure)
  async confirm(@Payload() dto: ConfirmErasureRequest, @CurrentActor() actor: Actor) {
    await this.erase.confirm(actor, dto);
    return { erased: true };
  }
}
