import {
  type Actor,
  ApproveCorrection,
  ChangePhoneFor,
  Corrections,
  CorrectionsQuery,
  DeskCorrection,
  DeskCorrectionPage,
  MaskedPhone,
  PhoneBody,
  PreferencesBody,
  PreferencesOf,
  PreferencesView,
  RefusalBody,
  RefuseCorrection,
  SetPreferencesFor,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ForStaff } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** What a cadre does for a worker who cannot, and what the union puts right when a worker asks. */
@Controller('api/desk')
export class WorkerContactController {
  constructor(private readonly rpc: RpcClient) {}

  @Put('workers/:workerId/phone')
  @ForStaff('worker.act_for')
  @Answers(MaskedPhone, { about: 'On behalf of the worker, who sees that you did it' })
  phone(@Param('workerId') workerId: string, @Body() body: PhoneBody, @HttpActor() actor: Actor): Promise<MaskedPhone> {
    return this.rpc.call(ChangePhoneFor, { ...body, workerId }, actor);
  }

  @Get('workers/:workerId/preferences')
  @ForStaff('worker.names.read')
  @Answers(PreferencesView)
  preferences(@Param('workerId') workerId: string, @HttpActor() actor: Actor): Promise<PreferencesView> {
    return this.rpc.call(PreferencesOf, { workerId }, actor);
  }

  @Put('workers/:workerId/preferences')
  @ForStaff('worker.act_for')
  @Answers(PreferencesView, { about: 'On behalf of the worker, who sees that you did it' })
  setPreferences(
    @Param('workerId') workerId: string,
    @Body() body: PreferencesBody,
    @HttpActor() actor: Actor,
  ): Promise<PreferencesView> {
    return this.rpc.call(SetPreferencesFor, { ...body, workerId }, actor);
  }

  @Get('units/:unitId/corrections')
  @ForStaff('roster.manage')
  @Answers(DeskCorrectionPage, { about: 'The latest first' })
  corrections(
    @Param('unitId') unitId: string,
    @Query() query: CorrectionsQuery,
    @HttpActor() actor: Actor,
  ): Promise<DeskCorrectionPage> {
    return this.rpc.call(Corrections, { ...query, unitId }, actor);
  }

  @Post('corrections/:correctionId/approval')
  @ForStaff('roster.manage')
  @Answers(DeskCorrection)
  approve(@Param('correctionId') correctionId: string, @HttpActor() actor: Actor): Promise<DeskCorrection> {
    return this.rpc.call(ApproveCorrection, { correctionId }, actor);
  }

  @Post('corrections/:correctionId/refusal')
  @ForStaff('roster.manage')
  @Answers(DeskCorrection)
  refuse(
    @Param('correctionId') correctionId: string,
    @Body() body: RefusalBody,
    @HttpActor() actor: Actor,
  ): Promise<DeskCorrection> {
    return this.rpc.call(RefuseCorrection, { ...body, correctionId }, actor);
  }
}
