import {
  type Actor,
  DepartureRequest,
  LeaveUnion,
  OwnDepartureBody,
  RecordDeparture,
  requireWorker,
  TakeDepartureBack,
  WorkerIdRequest,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { RetriedCommands } from '../../retried-commands.js';
import { EndMembership } from '../application/end-membership.js';

@Controller()
export class DepartureRpc {
  constructor(
    private readonly commands: RetriedCommands,
    private readonly membership: EndMembership,
  ) {}

  @RpcHandler(RecordDeparture)
  record(@Payload() dto: DepartureRequest, @CurrentActor() actor: Actor) {
    return this.commands.run(RecordDeparture.subject, dto, async (tx) => {
      await this.membership.record(tx, actor, dto);
      return this.membership.view(tx, dto.workerId);
    });
  }

  @RpcHandler(TakeDepartureBack)
  takeBack(@Payload() dto: WorkerIdRequest, @CurrentActor() actor: Actor) {
    return this.commands.run(TakeDepartureBack.subject, dto, async (tx) => {
      await this.membership.takeBack(tx, actor, dto.workerId);
      return this.membership.view(tx, dto.workerId);
    });
  }

  @RpcHandler(LeaveUnion)
  leave(@Payload() dto: OwnDepartureBody, @CurrentActor() actor: Actor) {
    const workerId = requireWorker(actor).id;
    return this.commands.run(LeaveUnion.subject, dto, async (tx) => {
      await this.membership.leave(tx, actor);
      return this.membership.view(tx, workerId);
    });
  }
}
