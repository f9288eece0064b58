import {
  type Actor,
  ChangeUnit,
  ChangeUnitRequest,
  covers,
  fail,
  GetUnit,
  GetUnitRequest,
  type Permission,
  requireScope,
  RevealUnitContact,
  RevealUnitContactRequest,
  scopeOf,
  SearchPublicUnits,
  SearchPublicUnitsRequest,
  SearchUnits,
  SearchUnitsRequest,
  UnitChildren,
  UnitChildrenRequest,
  UnitDescendants,
  type UnitPage,
  type UnitSummary,
  type UnitView,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { IdempotentCommands } from '@guantong/persistence';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { ChangeUnitDetails } from '../application/change-unit-details.js';
import { RevealUnitContact as RevealContact } from '../application/reveal-unit-contact.js';
import { isCalendarDate } from '../domain/calendar-date.js';
import { PastTreeReader } from '../persistence/past-tree-reader.js';
import { UnitContactRepository } from '../persistence/unit-contact-repository.js';
import { UnitReader } from '../persistence/unit-reader.js';

const PAGE = 50;
const PUBLIC_LIMIT = 20;

/** The tree as a screen shows it, now or on a day in the past. */
@Controller()
export class UnitRpc {
  constructor(
    private readonly reader: UnitReader,
    private readonly past: PastTreeReader,
    private readonly contacts: UnitContactRepository,
    private readonly commands: IdempotentCommands,
    private readonly changeUnit: ChangeUnitDetails,
    private readonly revealContact: RevealContact,
  ) {}

  @RpcHandler(GetUnit)
  async get(@Payload() dto: GetUnitRequest, @CurrentActor() actor: Actor): Promise<UnitView> {
    if (dto.asOf === undefined) return this.view(actor, dto.unitId, 'unit.read');
    return this.past.get(requireScope(actor, 'unit.read'), day(dto.asOf), dto.unitId);
  }

  @RpcHandler(UnitChildren)
  async children(@Payload() dto: UnitChildrenRequest, @CurrentActor() actor: Actor) {
    const [scope, asked] = [requireScope(actor, 'unit.read'), pageOf(dto)];
    const items =
      dto.asOf === undefined
        ? await this.reader.children(scope, dto.unitId, asked)
        : await this.past.children(scope, day(dto.asOf), dto.unitId, asked);
    return answer(items, asked.limit);
  }

  @RpcHandler(UnitDescendants)
  async descendants(@Payload() dto: UnitChildrenRequest, @CurrentActor() actor: Actor) {
    const [scope, asked] = [requireScope(actor, 'unit.read'), pageOf(dto)];
    const items =
      dto.asOf === undefined
        ? await this.reader.descendants(scope, dto.unitId, asked)
        : await this.past.descendants(scope, day(dto.asOf), dto.unitId, asked);
    return answer(items, asked.limit);
  }

  @RpcHandler(SearchUnits)
  async search(@Payload() dto: SearchUnitsRequest, @CurrentActor() actor: Actor) {
    const asked = pageOf(dto);
    return answer(await this.reader.search(requireScope(actor, 'unit.read'), dto.search, asked), asked.limit);
  }

  @RpcHandler(SearchPublicUnits)
  async searchPublic(@Payload() dto: SearchPublicUnitsRequest) {
    return { items: await this.reader.searchPublic(dto.search, PUBLIC_LIMIT), next: null };
  }

  @RpcHandler(ChangeUnit)
  async change(@Payload() dto: ChangeUnitRequest, @CurrentActor() actor: Actor) {
    await this.commands.run(ChangeUnit.subject, dto, async (tx) => {
      await this.changeUnit.run(tx, actor, dto);
      return true;
    });
    return this.view(actor, dto.unitId, 'unit.manage');
  }

  @RpcHandler(RevealUnitContact)
  reveal(@Payload() dto: RevealUnitContactRequest, @CurrentActor() actor: Actor) {
    return this.revealContact.run(actor, dto.unitId);
  }

  private async view(actor: Actor, unitId: string, permission: Permission): Promise<UnitView> {
    const view = await this.reader.get(requireScope(actor, permission), unitId);
    const names = scopeOf(actor, 'worker.names.read');
    const mayCall = covers(
      names,
      view.breadcrumbs.map((unit) => unit.unitId),
    );
    return { ...view, contact: mayCall ? await this.contacts.masked(names, unitId) : null };
  }
}

const pageOf = (dto: { cursor?: string; limit?: number }) => ({ after: dto.cursor, limit: dto.limit ?? PAGE });

const answer = (items: UnitSummary[], limit: number): UnitPage => ({
  items,
  next: items.length === limit ? (items.at(-1)?.code ?? null) : null,
});

/** @throws VALIDATION_FAILED for a day that is in no calendar */
function day(asOf: string): string {
  if (!isCalendarDate(asOf)) throw fail('VALIDATION_FAILED', {}, [{ field: 'asOf', rule: 'isCalendarDate' }]);
  return asOf;
}
