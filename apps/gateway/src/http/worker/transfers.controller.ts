import {
  type Actor,
  AgreeToTransfer,
  AskOwnTransfer,
  AskTransferBody,
  EndOwnSecondUnion,
  OwnTransfers,
  RefusalBody,
  RefuseTransfer,
  TransferPage,
  TransferView,
  UnionStays,
  WithdrawTransfer,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ForWorker } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** A worker's way from one union to another, and into others besides. */
@Controller('api/worker/me')
export class WorkerTransfersController {
  constructor(private readonly rpc: RpcClient) {}

  @Get('transfers')
  @ForWorker()
  @Answers(TransferPage)
  list(@HttpActor() actor: Actor): Promise<TransferPage> {
    return this.rpc.call(OwnTransfers, {}, actor);
  }

  @Post('transfers')
  @ForWorker()
  @Answers(TransferView, { status: 201, about: 'Asked; the receiving union has to agree' })
  ask(@Body() body: AskTransferBody, @HttpActor() actor: Actor): Promise<TransferView> {
    return this.rpc.call(AskOwnTransfer, body, actor);
  }

  @Post('transfers/:transferId/agreement')
  @ForWorker()
  @Answers(TransferView)
  agree(@Param('transferId') transferId: string, @HttpActor() actor: Actor): Promise<TransferView> {
    return this.rpc.call(AgreeToTransfer, { transferId }, actor);
  }

  @Post('transfers/:transferId/refusal')
  @ForWorker()
  @Answers(TransferView, { about: 'It is over' })
  refuse(
    @Param('transferId') transferId: string,
    @Body() body: RefusalBody,
    @HttpActor() actor: Actor,
  ): Promise<TransferView> {
    return this.rpc.call(RefuseTransfer, { ...body, transferId }, actor);
  }

  @Post('transfers/:transferId/withdrawal')
  @ForWorker()
  @Answers(TransferView)
  withdraw(@Param('transferId') transferId: string, @HttpActor() actor: Actor): Promise<TransferView> {
    return this.rpc.call(WithdrawTransfer, { transferId }, actor);
  }

  @Delete('unions/:unitId')
  @ForWorker()
  @Answers(UnionStays, { about: 'Out of a union that is not the own one' })
  leaveSecond(@Param('unitId') unitId: string, @HttpActor() actor: Actor): Promise<UnionStays> {
    return this.rpc.call(EndOwnSecondUnion, { unitId }, actor);
  }
}
