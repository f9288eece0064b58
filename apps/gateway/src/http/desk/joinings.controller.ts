import {
  type Actor,
  ApproveJoining,
  ApproveJoiningBody,
  GetJoinCode,
  JoinCodeView,
  JoiningPage,
  Joinings,
  JoiningsQuery,
  JoiningSummary,
  JoiningView,
  ReadJoining,
  RefusalBody,
  RefuseJoining,
  RenewJoinCode,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ForStaff } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** People who want to join, and the code with which they apply. */
@Controller('api/desk')
@ForStaff('roster.manage')
export class JoiningsController {
  constructor(private readonly rpc: RpcClient) {}

  @Get('units/:unitId/join-code')
  @Answers(JoinCodeView)
  code(@Param('unitId') unitId: string, @HttpActor() actor: Actor): Promise<JoinCodeView> {
    return this.rpc.call(GetJoinCode, { unitId }, actor);
  }

  @Post('units/:unitId/join-code')
  @Answers(JoinCodeView, { about: 'The old one is void' })
  renewCode(@Param('unitId') unitId: string, @HttpActor() actor: Actor): Promise<JoinCodeView> {
    return this.rpc.call(RenewJoinCode, { unitId }, actor);
  }

  @Get('units/:unitId/joinings')
  @Answers(JoiningPage, { about: 'The latest first' })
  list(
    @Param('unitId') unitId: string,
    @Query() query: JoiningsQuery,
    @HttpActor() actor: Actor,
  ): Promise<JoiningPage> {
    return this.rpc.call(Joinings, { ...query, unitId }, actor);
  }

  @Get('joinings/:joiningId')
  @Answers(JoiningView, { about: 'With the whole phone number; that you saw it is written down' })
  read(@Param('joiningId') joiningId: string, @HttpActor() actor: Actor): Promise<JoiningView> {
    return this.rpc.call(ReadJoining, { joiningId }, actor);
  }

  @Post('joinings/:joiningId/approval')
  @Answers(JoiningSummary)
  approve(
    @Param('joiningId') joiningId: string,
    @Body() body: ApproveJoiningBody,
    @HttpActor() actor: Actor,
  ): Promise<JoiningSummary> {
    return this.rpc.call(ApproveJoining, { ...body, joiningId }, actor);
  }

  @Post('joinings/:joiningId/refusal')
  @Answers(JoiningSummary)
  refuse(
    @Param('joiningId') joiningId: string,
    @Body() body: RefusalBody,
    @HttpActor() actor: Actor,
  ): Promise<JoiningSummary> {
    return this.rpc.call(RefuseJoining, { ...body, joiningId }, actor);
  }
}
