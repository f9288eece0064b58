import {
  type Actor,
  AskForErasure,
  ConfirmErasure,
  ConfirmErasureRequest,
  DepartureView,
  Erased,
  ErasureAsked,
  LeaveUnion,
  OwnDepartureBody,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Post } from '@nestjs/common';
import { ForWorker } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** Going: out of the union, or out of the system altogether. */
@Controller('api/worker/me')
@ForWorker()
export class WorkerFarewellController {
  constructor(private readonly rpc: RpcClient) {}

  @Post('departure')
  @Answers(DepartureView, { about: 'No longer a member; the session is over' })
  leave(@Body() body: OwnDepartureBody, @HttpActor() actor: Actor): Promise<DepartureView> {
    return this.rpc.call(LeaveUnion, body, actor);
  }

  @Post('erasure')
  @Answers(ErasureAsked, { about: 'Nothing is erased yet: send code and phrase to confirm' })
  askForErasure(@HttpActor() actor: Actor): Promise<ErasureAsked> {
    return this.rpc.call(AskForErasure, {}, actor);
  }

  @Post('erasure/confirmation')
  @Answers(Erased, { about: 'It cannot be taken back' })
  erase(@Body() body: ConfirmErasureRequest, @HttpActor() actor: Actor): Promise<Erased> {
    return this.rpc.call(ConfirmErasure, body, actor);
  }
}
