import {
  type Actor,
  ChangeUnit,
  ChangeUnitRequest,
  GetUnit,
  MoveUnit,
  MoveUnitRequest,
  OpenUnit,
  OpenUnitRequest,
  requireScope,
  SearchPublicUnits,
  SearchPublicUnitsRequest,
  SearchUnits,
  SearchUnitsRequest,
  UnitChildren,
  UnitChildrenRequest,
  UnitIdRequest,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { IdempotentCommands } from '@guantong/persistence';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { ChangeUnitDetails } from '../application/change-unit-details.js';
import { MoveUnitElsewhere } from '../application/move-unit-elsewhere.js';
import { OpenUnitBelow } from '../application/open-unit-below.js';
import { UnitReader } from '../persistence/unit-reader.js';

const PAGE = 50;
const PUBLIC_LIMIT = 20;

@Controller()
export class UnitRpc {
  constructor(
    private readonly reader: UnitReader,
    private readonly commands: IdempotentCommands,
    private readonly openUnit: OpenUnitBelow,
    private readonly changeUnit: ChangeUnitDetails,
    private readonly moveUnit: MoveUnitElsewhere,
  ) {}

  @RpcHandler(GetUnit)
  get(@Payload() dto: UnitIdRequest, @CurrentActor() actor: Actor) {
    return this.reader.get(requireScope(actor, 'unit.read'), dto.unitId);
  }

  @RpcHandler(UnitChildren)
  async children(@Payload() dto: UnitChildrenRequest, @CurrentActor() actor: Actor) {
    const limit = dto.limit ?? PAGE;
    const items = await this.reader.children(requireScope(actor, 'unit.read'), dto.unitId, {
      after: dto.cursor,
      limit,
    });
    return { items, next: items.length === limit ? (items.at(-1)?.code ?? null) : null };
  }

  @RpcHandler(SearchUnits)
  async search(@Payload() dto: SearchUnitsRequest, @CurrentActor() actor: Actor) {
    const limit = dto.limit ?? PAGE;
    const items = await this.reader.search(requireScope(actor, 'unit.read'), dto.search, { after: dto.cursor, limit });
    return { items, next: items.length === limit ? (items.at(-1)?.code ?? null) : null };
  }

  @RpcHandler(SearchPublicUnits)
  async searchPublic(@Payload() dto: SearchPublicUnitsRequest) {
    return { items: await this.reader.searchPublic(dto.search, PUBLIC_LIMIT), next: null };
  }

  @RpcHandler(OpenUnit)
  async open(@Payload() dto: OpenUnitRequest, @CurrentActor() actor: Actor) {
    const unitId = await this.commands.run(OpenUnit.subject, dto, (tx) => this.openUnit.run(tx, actor, dto));
    return this.reader.get(requireScope(actor, 'unit.manage'), unitId);
  }

  @RpcHandler(ChangeUnit)
  async change(@Payload() dto: ChangeUnitRequest, @CurrentActor() actor: Actor) {
    await this.commands.run(ChangeUnit.subject, dto, async (tx) => {
      await this.changeUnit.run(tx, actor, dto);
      return true;
    });
    return this.reader.get(requireScope(actor, 'unit.manage'), dto.unitId);
  }

  @RpcHandler(MoveUnit)
  async move(@Payload() dto: MoveUnitRequest, @CurrentActor() actor: Actor) {
    await this.commands.run(MoveUnit.subject, dto, async (tx) => {
      await this.moveUnit.run(tx, actor, dto.unitId, dto.parentId);
      return true;
    });
    return this.reader.get(requireScope(actor, 'unit.manage'), dto.unitId);
  }
}
