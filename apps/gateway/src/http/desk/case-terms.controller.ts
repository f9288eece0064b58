import {
  type Actor,
  type CaseKind,
  CaseFigures,
  CaseFiguresBody,
  CaseFiguresView,
  SetSlaPolicy,
  SetSlaPolicyBody,
  SlaPolicies,
  SlaPoliciesView,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ForStaff } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** How long a unit may take for cases, and how well it does. */
@Controller('api/desk/units/:unitId')
export class CaseTermsController {
  constructor(private readonly rpc: RpcClient) {}

  @Get('sla-policies')
  @ForStaff('case.read')
  @Answers(SlaPoliciesView, { about: 'The time limits in force, and who set each' })
  limits(@Param('unitId') unitId: string, @HttpActor() actor: Actor): Promise<SlaPoliciesView> {
    return this.rpc.call(SlaPolicies, { unitId }, actor);
  }

  @Put('sla-policies/:kind')
  @ForStaff('sla.manage')
  @Answers(SlaPoliciesView)
  setLimits(
    @Param('unitId') unitId: string,
    @Param('kind') kind: CaseKind,
    @Body() body: SetSlaPolicyBody,
    @HttpActor() actor: Actor,
  ): Promise<SlaPoliciesView> {
    return this.rpc.call(SetSlaPolicy, { ...body, unitId, kind }, actor);
  }

  @Get('case-figures')
  @ForStaff('case.read')
  @Answers(CaseFiguresView, { about: 'The three rates of the unit, and of each unit directly below' })
  figures(
    @Param('unitId') unitId: string,
    @Query() period: CaseFiguresBody,
    @HttpActor() actor: Actor,
  ): Promise<CaseFiguresView> {
    return this.rpc.call(CaseFigures, { ...period, unitId }, actor);
  }
}
