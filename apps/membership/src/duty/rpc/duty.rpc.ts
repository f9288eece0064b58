import {
  type Actor,
  ArrangeSubstitute,
  ArrangeSubstituteRequest,
  CancelSubstitute,
  CancelSubstituteRequest,
  DutyGaps,
  DutyGapsQuery,
  DutyPlan,
  DutyPlanQuery,
  DutySubstitutes,
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
import { ArrangeSubstituteOnDuty } from '../application/arrange-substitute.js';
import { FindOnDuty } from '../application/find-on-duty.js';
import { PlanDuty } from '../application/plan-duty.js';
import { SetDutyShifts } from '../application/set-duty-shifts.js';
import { DutyGapRepository } from '../persistence/duty-gap-repository.js';
import { DutyRepository } from '../persistence/duty-repository.js';
import { SubstituteRepository } from '../persistence/substitute-repository.js';

@Controller()
export class DutyRpc {
  constructor(
    private readonly commands: IdempotentCommands,
    private readonly duty: DutyRepository,
    private readonly substitutes: SubstituteRepository,
    private readonly gapsFound: DutyGapRepository,
    private readonly findOnDuty: FindOnDuty,
    private readonly setShifts: SetDutyShifts,
    private readonly arrangeSubstitute: ArrangeSubstituteOnDuty,
    private readonly planDuty: PlanDuty,
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

  @RpcHandler(DutySubstitutes)
  async listSubstitutes(@Payload() dto: UnitIdRequest, @CurrentActor() actor: Actor) {
    const scope = requireScope(actor, 'unit.read');
    await this.duty.requireUnit(scope, dto.unitId);
    return this.substitutesOf(actor, dto.unitId);
  }

  @RpcHandler(ArrangeSubstitute)
  async arrange(@Payload() dto: ArrangeSubstituteRequest, @CurrentActor() actor: Actor) {
    await this.commands.run(ArrangeSubstitute.subject, dto, async (tx) => {
      await this.arrangeSubstitute.run(tx, actor, dto);
      return true;
    });
    return this.substitutesOf(actor, dto.unitId);
  }

  @RpcHandler(CancelSubstitute)
  async cancel(@Payload() dto: CancelSubstituteRequest, @CurrentActor() actor: Actor) {
    const unitId = await this.commands.run(CancelSubstitute.subject, dto, (tx) =>
      this.arrangeSubstitute.cancel(tx, actor, dto),
    );
    return this.substitutesOf(actor, unitId);
  }

  @RpcHandler(DutyPlan)
  plan(@Payload() dto: DutyPlanQuery, @CurrentActor() actor: Actor) {
    return this.planDuty.run(requireScope(actor, 'unit.read'), dto);
  }

  @RpcHandler(DutyGaps)
  async gaps(@Payload() dto: DutyGapsQuery, @CurrentActor() actor: Actor) {
    const scope = requireScope(actor, 'unit.read');
    await this.duty.requireUnit(scope, dto.unitId);
    return this.gapsFound.list(scope, dto);
  }

  private async substitutesOf(actor: Actor, unitId: string) {
    return { unitId, items: await this.substitutes.ofUnit(requireScope(actor, 'unit.read'), unitId), next: null };
  }
}
