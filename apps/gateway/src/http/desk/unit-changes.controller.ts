import {
  type Actor,
  CancelUnitChange,
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
  SplitUnit,
  SplitUnitRequest,
  UnitChangePage,
  UnitChanges,
  UnitChangesQuery,
  UnitChangeView,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ForStaff } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

const DECIDED = { status: 201, about: 'Done, or planned for its day' };

/** What happened to the tree, and what is planned. */
@Controller('api/desk/unit-changes')
export class UnitChangesController {
  constructor(private readonly rpc: RpcClient) {}

  @Get()
  @ForStaff('unit.read')
  @Answers(UnitChangePage, { about: 'The latest decision first' })
  list(@Query() query: UnitChangesQuery, @HttpActor() actor: Actor): Promise<UnitChangePage> {
    return this.rpc.call(UnitChanges, query, actor);
  }

  @Get(':changeId')
  @ForStaff('unit.read')
  @Answers(UnitChangeView)
  get(@Param('changeId') changeId: string, @HttpActor() actor: Actor): Promise<UnitChangeView> {
    return this.rpc.call(GetUnitChange, { changeId }, actor);
  }

  @Post('openings')
  @ForStaff('unit.manage')
  @Answers(UnitChangeView, DECIDED)
  open(@Body() body: OpenUnitRequest, @HttpActor() actor: Actor): Promise<UnitChangeView> {
    return this.rpc.call(OpenUnit, body, actor);
  }

  @Post('renamings')
  @ForStaff('unit.manage')
  @Answers(UnitChangeView, DECIDED)
  rename(@Body() body: RenameUnitRequest, @HttpActor() actor: Actor): Promise<UnitChangeView> {
    return this.rpc.call(RenameUnit, body, actor);
  }

  @Post('moves')
  @ForStaff('unit.manage')
  @Answers(UnitChangeView, DECIDED)
  move(@Body() body: MoveUnitRequest, @HttpActor() actor: Actor): Promise<UnitChangeView> {
    return this.rpc.call(MoveUnit, body, actor);
  }

  @Post('mergers')
  @ForStaff('unit.manage')
  @Answers(UnitChangeView, DECIDED)
  merge(@Body() body: MergeUnitsRequest, @HttpActor() actor: Actor): Promise<UnitChangeView> {
    return this.rpc.call(MergeUnits, body, actor);
  }

  @Post('splits')
  @ForStaff('unit.manage')
  @Answers(UnitChangeView, DECIDED)
  split(@Body() body: SplitUnitRequest, @HttpActor() actor: Actor): Promise<UnitChangeView> {
    return this.rpc.call(SplitUnit, body, actor);
  }

  @Post('dissolutions')
  @ForStaff('unit.manage')
  @Answers(UnitChangeView, DECIDED)
  dissolve(@Body() body: DissolveUnitRequest, @HttpActor() actor: Actor): Promise<UnitChangeView> {
    return this.rpc.call(DissolveUnit, body, actor);
  }

  @Post(':changeId/cancellation')
  @ForStaff('unit.manage')
  @Answers(UnitChangeView, { about: 'Before its day' })
  cancel(@Param('changeId') changeId: string, @HttpActor() actor: Actor): Promise<UnitChangeView> {
    return this.rpc.call(CancelUnitChange, { changeId }, actor);
  }
}
