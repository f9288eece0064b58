import {
  type Actor,
  CancelUnitChange,
  type ChangeDecision,
  DissolveUnit,
  DissolveUnitRequest,
  GetUnitChange,
  MergeUnits,
  MergeUnitsRequest,
  MoveUnit,
  MoveUnitRequest,
  OpenUnit,
  OpenUnitRequest,
  RenameUnit,
  RenameUnitRequest,
  requireScope,
  type RpcDefinition,
  SplitUnit,
  SplitUnitRequest,
  UnitChangeIdRequest,
  UnitChanges,
  UnitChangesQuery,
  type UnitChangeView,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { IdempotentCommands } from '@guantong/persistence';
import { isUuid } from '@guantong/platform';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { CancelUnitChange as Cancel } from '../application/cancel-unit-change.js';
import { retryOnConflict } from '../../roster-import/application/retry-on-conflict.js';
import { DecideUnitChange } from '../application/decide-unit-change.js';
import type { UnitChangePlan } from '../domain/unit-change.js';
import { UnitChangeReader } from '../persistence/unit-change-reader.js';
import { unitToOpen } from './unit-to-open.js';

const PAGE = 50;

/** Changes of the tree, each with its day, by whom and why. */
@Controller()
export class UnitChangeRpc {
  constructor(
    private readonly reader: UnitChangeReader,
    private readonly commands: IdempotentCommands,
    private readonly decide: DecideUnitChange,
    private readonly cancelChange: Cancel,
  ) {}

  @RpcHandler(UnitChanges)
  async list(@Payload() dto: UnitChangesQuery, @CurrentActor() actor: Actor) {
    const limit = dto.limit ?? PAGE;
    const before = isUuid(dto.cursor) ? dto.cursor : undefined;
    const asked = { unitId: dto.unitId, state: dto.state, before, limit };
    const items = await this.reader.list(requireScope(actor, 'unit.read'), asked);
    return { items, next: items.length === limit ? (items.at(-1)?.changeId ?? null) : null };
  }

  @RpcHandler(GetUnitChange)
  get(@Payload() dto: UnitChangeIdRequest, @CurrentActor() actor: Actor) {
    return this.reader.get(requireScope(actor, 'unit.read'), dto.changeId);
  }

  @RpcHandler(OpenUnit)
  open(@Payload() dto: OpenUnitRequest, @CurrentActor() actor: Actor) {
    return this.run(OpenUnit, actor, dto, () => ({ kind: 'OPEN', parentId: dto.parentId, ...unitToOpen(dto) }));
  }

  @RpcHandler(RenameUnit)
  rename(@Payload() dto: RenameUnitRequest, @CurrentActor() actor: Actor) {
    const { unitId, name, shortName, kind } = dto;
    return this.run(RenameUnit, actor, dto, () => ({
      kind: 'RENAME',
      unitId,
      ...(name && { name }),
      ...(shortName && { shortName }),
      ...(kind && { unitKind: kind }),
    }));
  }

  @RpcHandler(MoveUnit)
  move(@Payload() dto: MoveUnitRequest, @CurrentActor() actor: Actor) {
    return this.run(MoveUnit, actor, dto, () => ({ kind: 'MOVE', unitId: dto.unitId, parentId: dto.parentId }));
  }

  @RpcHandler(MergeUnits)
  merge(@Payload() dto: MergeUnitsRequest, @CurrentActor() actor: Actor) {
    const { unitIds, intoUnitId } = dto;
    return this.run(MergeUnits, actor, dto, () => ({ kind: 'MERGE', unitIds, intoUnitId }));
  }

  @RpcHandler(SplitUnit)
  split(@Payload() dto: SplitUnitRequest, @CurrentActor() actor: Actor) {
    return this.run(SplitUnit, actor, dto, () => ({
      kind: 'SPLIT',
      unitId: dto.unitId,
      parts: dto.parts.map((part) => ({
        ...unitToOpen(part),
        childIds: part.childIds ?? [],
        workerIds: part.workerIds ?? [],
        trades: part.trades ?? [],
      })),
    }));
  }

  @RpcHandler(DissolveUnit)
  dissolve(@Payload() dto: DissolveUnitRequest, @CurrentActor() actor: Actor) {
    const { unitId, successorId = null } = dto;
    return this.run(DissolveUnit, actor, dto, () => ({ kind: 'DISSOLVE', unitId, successorId }));
  }

  @RpcHandler(CancelUnitChange)
  async cancel(@Payload() dto: UnitChangeIdRequest, @CurrentActor() actor: Actor) {
    await this.commands.run(CancelUnitChange.subject, dto, async (tx) => {
      await this.cancelChange.run(tx, actor, dto.changeId);
      return true;
    });
    return this.reader.get(requireScope(actor, 'unit.manage'), dto.changeId);
  }

  private async run<Q extends ChangeDecision>(
    command: RpcDefinition<Q, UnitChangeView>,
    actor: Actor,
    dto: Q,
    plan: () => UnitChangePlan,
  ): Promise<UnitChangeView> {
    // a transfer that is being settled holds what we pass on, and waits for a union that we hold
    const changeId = await retryOnConflict(() =>
      this.commands.run(command.subject, dto, (tx) => this.decide.run(tx, actor, dto, plan())),
    );
    return this.reader.get(requireScope(actor, 'unit.manage'), changeId);
  }
}
