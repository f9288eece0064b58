import {
  type Actor,
  ChangeUnit,
  ChangeUnitBody,
  GetUnit,
  RevealedUnitContact,
  RevealUnitContact,
  SearchUnits,
  SearchUnitsRequest,
  TreePageQuery,
  UnitChildren,
  UnitDescendants,
  UnitPage,
  UnitQuery,
  UnitView,
  UnitWorkers,
  UnitWorkersQuery,
  WorkerPage,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ForStaff } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** The tree of unions. */
@Controller('api/desk/units')
export class UnitsController {
  constructor(private readonly rpc: RpcClient) {}

  @Get()
  @ForStaff('unit.read')
  @Answers(UnitPage, { about: 'By part of a name, two characters or more, or by its pinyin initials' })
  search(@Query() query: SearchUnitsRequest, @HttpActor() actor: Actor): Promise<UnitPage> {
    return this.rpc.call(SearchUnits, query, actor);
  }

  @Get(':unitId')
  @ForStaff('unit.read')
  @Answers(UnitView, { about: 'As it is now, or was on a day' })
  get(@Param('unitId') unitId: string, @Query() query: UnitQuery, @HttpActor() actor: Actor): Promise<UnitView> {
    return this.rpc.call(GetUnit, { ...query, unitId }, actor);
  }

  @Patch(':unitId')
  @ForStaff('unit.manage')
  @Answers(UnitView)
  change(@Param('unitId') unitId: string, @Body() body: ChangeUnitBody, @HttpActor() actor: Actor): Promise<UnitView> {
    return this.rpc.call(ChangeUnit, { ...body, unitId }, actor);
  }

  @Post(':unitId/contact-disclosures')
  @ForStaff('worker.names.read')
  @Answers(RevealedUnitContact, { about: 'The whole number; written down in the audit log' })
  revealContact(@Param('unitId') unitId: string, @HttpActor() actor: Actor): Promise<RevealedUnitContact> {
    return this.rpc.call(RevealUnitContact, { unitId }, actor);
  }

  @Get(':unitId/children')
  @ForStaff('unit.read')
  @Answers(UnitPage, { about: 'Directly below, by code' })
  children(
    @Param('unitId') unitId: string,
    @Query() page: TreePageQuery,
    @HttpActor() actor: Actor,
  ): Promise<UnitPage> {
    return this.rpc.call(UnitChildren, { ...page, unitId }, actor);
  }

  @Get(':unitId/descendants')
  @ForStaff('unit.read')
  @Answers(UnitPage, { about: 'Below at all tiers, by code' })
  descendants(
    @Param('unitId') unitId: string,
    @Query() page: TreePageQuery,
    @HttpActor() actor: Actor,
  ): Promise<UnitPage> {
    return this.rpc.call(UnitDescendants, { ...page, unitId }, actor);
  }

  @Get(':unitId/workers')
  @ForStaff('worker.names.read')
  @Answers(WorkerPage, { about: 'Members of this union' })
  workers(
    @Param('unitId') unitId: string,
    @Query() query: UnitWorkersQuery,
    @HttpActor() actor: Actor,
  ): Promise<WorkerPage> {
    return this.rpc.call(UnitWorkers, { ...query, unitId }, actor);
  }
}
