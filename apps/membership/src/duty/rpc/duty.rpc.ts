import {
  type Actor,
  GetDutyRoster,
  OnDutyRequest,
  requireScope,
  SetDutyRoster,
  SetDutyRosterRequest,
  UnitIdRequest,
  WhoIsOnDuty,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { IdempotentCommands } from '@guantong/persistence';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { requireSystem } from '../../require-system.js';
import { FindOnDuty } from '../application/find-on-duty.js';
import { SetDutyShifts } from '../application/set-duty-shifts.js';
import { DutyRepository } from '../persistence/duty-repository.js';

@Controller()
export class DutyRpc {
  constructor(
    private readonly commands: IdempotentCommands,
    private readonly duty: DutyRepository,
    private readonly findOnDuty: FindOnDuty,
    private readonly setShifts: SetDutyShifts,
  ) {}

  @RpcHandler(WhoIsOnDuty)
  who(@Payload() dto: OnDutyRequest, @CurrentActor() actor: Actor) {
    requireSystem(actor);
    return this.findOnDuty.run(dto);
  }

  @RpcHandler(GetDutyRoster)
  async get(@Payload() dto: UnitIdRequest, @CurrentActor() actor: Actor) {
    const items = await this.duty.ofUnit(requireScope(actor, 'unit.read'), dto.unitId);
    return { unitId: dto.unitId, items, next: null };
  }

  @RpcHandler(SetDutyRoster)
  async set(@Payload() dto: SetDutyRosterRequest, @CurrentActor() actor: Actor) {
    await this.commands.run(SetDutyRoster.subject, dto, async (tx) => {
      await this.setShifts.run(tx, actor, dto);
      return true;
    });
    const items = await this.duty.ofUnit(requireScope(actor, 'duty.manage'), dto.unitId);
    return { unitId: dto.unitId, items, next: null };
  }
}
