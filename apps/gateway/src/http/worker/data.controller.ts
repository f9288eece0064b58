import {
  type Actor,
  AskForCorrection,
  ChangeOwnPhone,
  CONSENT_TEXT_KEYS,
  ConsentBody,
  ConsentList,
  type ConsentText,
  CorrectionBody,
  CorrectionView,
  fail,
  GetHeldAboutMe,
  GiveConsent,
  HeldAboutMe,
  OwnPhone,
  PhoneBody,
  PreferencesBody,
  PreferencesView,
  SetOwnPreferences,
  WithdrawConsent,
  WithdrawCorrection,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ForWorker } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** What is held of the worker who asks, and what they can change of it. */
@Controller('api/worker/me')
@ForWorker()
export class WorkerDataController {
  constructor(private readonly rpc: RpcClient) {}

  @Get('held')
  @Answers(HeldAboutMe)
  held(@HttpActor() actor: Actor): Promise<HeldAboutMe> {
    return this.rpc.call(GetHeldAboutMe, {}, actor);
  }

  @Put('phone')
  @Answers(OwnPhone)
  phone(@Body() body: PhoneBody, @HttpActor() actor: Actor): Promise<OwnPhone> {
    return this.rpc.call(ChangeOwnPhone, body, actor);
  }

  @Put('preferences')
  @Answers(PreferencesView)
  preferences(@Body() body: PreferencesBody, @HttpActor() actor: Actor): Promise<PreferencesView> {
    return this.rpc.call(SetOwnPreferences, body, actor);
  }

  @Put('consents/:text')
  @Answers(ConsentList)
  consent(@Param('text') text: string, @Body() body: ConsentBody, @HttpActor() actor: Actor): Promise<ConsentList> {
    return this.rpc.call(GiveConsent, { ...body, text: knownText(text) }, actor);
  }

  @Delete('consents/:text')
  @Answers(ConsentList)
  withdrawConsent(@Param('text') text: string, @HttpActor() actor: Actor): Promise<ConsentList> {
    return this.rpc.call(WithdrawConsent, { text: knownText(text) }, actor);
  }

  @Post('corrections')
  @Answers(CorrectionView, { status: 201, about: 'Asked; the union puts it right or says why not' })
  correct(@Body() body: CorrectionBody, @HttpActor() actor: Actor): Promise<CorrectionView> {
    return this.rpc.call(AskForCorrection, body, actor);
  }

  @Post('corrections/:correctionId/withdrawal')
  @Answers(CorrectionView)
  withdrawCorrection(@Param('correctionId') correctionId: string, @HttpActor() actor: Actor): Promise<CorrectionView> {
    return this.rpc.call(WithdrawCorrection, { correctionId }, actor);
  }
}

function knownText(text: string): ConsentText {
  const known = CONSENT_TEXT_KEYS.find((key) => key === text);
  if (!known) throw fail('NOT_FOUND');
  return known;
}
