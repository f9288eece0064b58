import {
  type Actor,
  ArrangeSubstitute,
  ArrangeSubstituteRequest,
  CancelSubstitute,
  DutyGapPage,
  DutyGaps,
  DutyGapsQuery,
  DutyPlan,
  DutyPlanQuery,
  DutyPlanView,
  DutyRosterView,
  DutySubstituteList,
  DutySubstitutes,
  GetDutyRoster,
  SetDutyRoster,
  SetDutyRosterRequest,
  UnitIdRequest,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ForStaff } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** Who is on duty for hazards. */
@Controller('api/desk')
export class DutyController {
  constructor(private readonly rpc: RpcClient) {}

  @Get('duty-shifts')
  @ForStaff('unit.read')
  @Answers(DutyRosterView)
  roster(@Query() query: UnitIdRequest, @HttpActor() actor: Actor): Promise<DutyRosterView> {
    return this.rpc.call(GetDutyRoster, query, actor);
  }

  @Put('duty-shifts')
  @ForStaff('duty.manage')
  @Answers(DutyRosterView, { about: 'The whole roster, replaced' })
  setRoster(@Body() body: SetDutyRosterRequest, @HttpActor() actor: Actor): Promise<DutyRosterView> {
    return this.rpc.call(SetDutyRoster, body, actor);
  }

  @Get('duty-substitutes')
  @ForStaff('unit.read')
  @Answers(DutySubstituteList, { about: 'Those that have not ended' })
  substitutes(@Query() query: UnitIdRequest, @HttpActor() actor: Actor): Promise<DutySubstituteList> {
    return this.rpc.call(DutySubstitutes, query, actor);
  }

  @Post('duty-substitutes')
  @ForStaff('duty.manage')
  @Answers(DutySubstituteList, { status: 201, about: 'With the new one' })
  arrangeSubstitute(@Body() body: ArrangeSubstituteRequest, @HttpActor() actor: Actor): Promise<DutySubstituteList> {
    return this.rpc.call(ArrangeSubstitute, body, actor);
  }

  @Post('duty-substitutes/:substitutionId/cancellation')
  @ForStaff('duty.manage')
  @Answers(DutySubstituteList, { about: 'Without the one that was called off' })
  cancelSubstitute(
    @Param('substitutionId') substitutionId: string,
    @HttpActor() actor: Actor,
  ): Promise<DutySubstituteList> {
    return this.rpc.call(CancelSubstitute, { substitutionId }, actor);
  }

  @Get('duty-plan')
  @ForStaff('unit.read')
  @Answers(DutyPlanView, { about: 'Who is on duty when, and the times with nobody' })
  plan(@Query() query: DutyPlanQuery, @HttpActor() actor: Actor): Promise<DutyPlanView> {
    return this.rpc.call(DutyPlan, query, actor);
  }

  @Get('duty-gaps')
  @ForStaff('unit.read')
  @Answers(DutyGapPage, { about: 'Warnings for this unit and those directly below, the latest night first' })
  gaps(@Query() query: DutyGapsQuery, @HttpActor() actor: Actor): Promise<DutyGapPage> {
    return this.rpc.call(DutyGaps, query, actor);
  }
}
