import {
  type Actor,
  ChangeUnit,
  ChangeUnitBody,
  GetUnit,
  MoveUnit,
  MoveUnitBody,
  OpenUnit,
  OpenUnitRequest,
  PageQuery,
  SearchUnits,
  SearchUnitsRequest,
  UnitChildren,
  UnitPage,
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
  @Answers(UnitPage, { about: 'By part of a name, two characters or more' })
  search(@Query() query: SearchUnitsRequest, @HttpActor() actor: Actor): Promise<UnitPage> {
    return this.rpc.call(SearchUnits, query, actor);
  }

  @Post()
  @ForStaff('unit.manage')
  @Answers(UnitView, { status: 201, about: 'Opened' })
  open(@Body() body: OpenUnitRequest, @HttpActor() actor: Actor): Promise<UnitView> {
    return this.rpc.call(OpenUnit, body, actor);
  }

  @Get(':unitId')
  @ForStaff('unit.read')
  @Answers(UnitView)
  get(@Param('unitId') unitId: string, @HttpActor() actor: Actor): Promise<UnitView> {
    return this.rpc.call(GetUnit, { unitId }, actor);
  }

  @Patch(':unitId')
  @ForStaff('unit.manage')
  @Answers(UnitView)
  change(@Param('unitId') unitId: string, @Body() body: ChangeUnitBody, @HttpActor() actor: Actor): Promise<UnitView> {
    return this.rpc.call(ChangeUnit, { ...body, unitId }, actor);
  }

  @Post(':unitId/relocation')
  @ForStaff('unit.manage')
  @Answers(UnitView, { about: 'Moved, with everything below it' })
  move(@Param('unitId') unitId: string, @Body() body: MoveUnitBody, @HttpActor() actor: Actor): Promise<UnitView> {
    return this.rpc.call(MoveUnit, { ...body, unitId }, actor);
  }

  @Get(':unitId/children')
  @ForStaff('unit.read')
  @Answers(UnitPage, { about: 'Directly below, by code' })
  children(@Param('unitId') unitId: string, @Query() page: PageQuery, @HttpActor() actor: Actor): Promise<UnitPage> {
    return this.rpc.call(UnitChildren, { ...page, unitId }, actor);
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
