import {
  ANONYMOUS,
  AppliedToJoin,
  ApplyToJoin,
  ApplyToJoinRequest,
  JoiningByReceipt,
  JoiningReceiptRequest,
  OwnJoining,
  WithdrawJoining,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Post } from '@nestjs/common';
import { Open } from '../../session/access.js';
import { Answers } from '../answers.js';

/** Joining by oneself, with a union's code. The receipt travels in the body: addresses end up in logs. */
@Controller('api/open/joinings')
@Open()
export class OpenJoiningsController {
  constructor(private readonly rpc: RpcClient) {}

  @Post()
  @Answers(AppliedToJoin, { status: 201, about: 'The receipt is shown now and never again' })
  apply(@Body() body: ApplyToJoinRequest): Promise<AppliedToJoin> {
    return this.rpc.call(ApplyToJoin, body, ANONYMOUS);
  }

  @Post('lookup')
  @Answers(OwnJoining)
  lookup(@Body() body: JoiningReceiptRequest): Promise<OwnJoining> {
    return this.rpc.call(JoiningByReceipt, body, ANONYMOUS);
  }

  @Post('withdrawal')
  @Answers(OwnJoining, { about: 'What you said is deleted' })
  withdraw(@Body() body: JoiningReceiptRequest): Promise<OwnJoining> {
    return this.rpc.call(WithdrawJoining, body, ANONYMOUS);
  }
}
