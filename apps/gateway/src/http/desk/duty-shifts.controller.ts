import {
  type Actor,
  DutyRosterView,
  GetDutyRoster,
  SetDutyRoster,
  SetDutyRosterRequest,
  UnitIdRequest,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ForStaff } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** Who is on duty for hazards, week by week. */
@Controller('api/desk/duty-shifts')
export class DutyShiftsController {
  constructor(private readonly rpc: RpcClient) {}

  @Get()
  @ForStaff('unit.read')
  @Answers(DutyRosterView)
  get(@Query() query: UnitIdRequest, @HttpActor() actor: Actor): Promise<DutyRosterView> {
    return this.rpc.call(GetDutyRoster, query, actor);
  }

  @Put()
  @ForStaff('duty.manage')
  @Answers(DutyRosterView, { about: 'The whole week, replaced' })
  set(@Body() body: SetDutyRosterRequest, @HttpActor() actor: Actor): Promise<DutyRosterView> {
    return this.rpc.call(SetDutyRoster, body, actor);
  }
}
