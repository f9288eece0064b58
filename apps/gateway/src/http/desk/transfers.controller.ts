import {
  type Actor,
  AgreeToTransfer,
  AskTransferFor,
  AskTransferForBody,
  AskTransferHere,
  AskTransferHereBody,
  ObjectToTransferFor,
  RefusalBody,
  RefuseTransfer,
  TransferPage,
  TransferView,
  UnitTransfers,
  UnitTransfersQuery,
  WithdrawTransfer,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ForStaff } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** Workers on their way from one union to another, as either union sees them. */
@Controller('api/desk')
export class TransfersController {
  constructor(private readonly rpc: RpcClient) {}

  @Get('units/:unitId/transfers')
  @ForStaff('roster.manage')
  @Answers(TransferPage, { about: 'Into and out of this union, the latest first' })
  list(
    @Param('unitId') unitId: string,
    @Query() query: UnitTransfersQuery,
    @HttpActor() actor: Actor,
  ): Promise<TransferPage> {
    return this.rpc.call(UnitTransfers, { ...query, unitId }, actor);
  }

  @Post('units/:unitId/transfers')
  @ForStaff('roster.manage')
  @Answers(TransferView, { status: 201, about: 'This union asks for somebody' })
  askHere(
    @Param('unitId') unitId: string,
    @Body() body: AskTransferHereBody,
    @HttpActor() actor: Actor,
  ): Promise<TransferView> {
    return this.rpc.call(AskTransferHere, { ...body, unitId }, actor);
  }

  @Post('workers/:workerId/transfers')
  @ForStaff('worker.act_for')
  @Answers(TransferView, { status: 201, about: 'The present union asks, or a cadre on behalf of the worker' })
  askFor(
    @Param('workerId') workerId: string,
    @Body() body: AskTransferForBody,
    @HttpActor() actor: Actor,
  ): Promise<TransferView> {
    return this.rpc.call(AskTransferFor, { ...body, workerId }, actor);
  }

  @Post('transfers/:transferId/agreement')
  @ForStaff('roster.manage')
  @Answers(TransferView)
  agree(@Param('transferId') transferId: string, @HttpActor() actor: Actor): Promise<TransferView> {
    return this.rpc.call(AgreeToTransfer, { transferId }, actor);
  }

  @Post('transfers/:transferId/refusal')
  @ForStaff('roster.manage')
  @Answers(TransferView, { about: 'Said; that of the present union alone does not end it' })
  refuse(
    @Param('transferId') transferId: string,
    @Body() body: RefusalBody,
    @HttpActor() actor: Actor,
  ): Promise<TransferView> {
    return this.rpc.call(RefuseTransfer, { ...body, transferId }, actor);
  }

  @Post('transfers/:transferId/objection')
  @ForStaff('worker.act_for')
  @Answers(TransferView, { about: 'The worker does not want it, a cadre writes it down' })
  objectFor(
    @Param('transferId') transferId: string,
    @Body() body: RefusalBody,
    @HttpActor() actor: Actor,
  ): Promise<TransferView> {
    return this.rpc.call(ObjectToTransferFor, { ...body, transferId }, actor);
  }

  @Post('transfers/:transferId/withdrawal')
  @ForStaff('roster.manage')
  @Answers(TransferView)
  withdraw(@Param('transferId') transferId: string, @HttpActor() actor: Actor): Promise<TransferView> {
    return this.rpc.call(WithdrawTransfer, { transferId }, actor);
  }
}
