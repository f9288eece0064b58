import {
  type Actor,
  BegunEnrolment,
  ConfirmSecondFactor,
  EnrolSecondFactor,
  EnrolSecondFactorBody,
  GetSecondFactor,
  OneTimeCodeBody,
  RecoveryCodes,
  RemoveSecondFactor,
  RemoveSecondFactorBody,
  RenewRecoveryCodes,
  SecondFactorState,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ForStaff, ForStaffWhoEnrol } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { SessionResolver } from '../../session/session-resolver.js';
import { Answers } from '../answers.js';

/** The authenticator of the member of staff who asks. */
@Controller('api/desk/me/second-factor')
export class SecondFactorController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly sessions: SessionResolver,
  ) {}

  @Get()
  @ForStaffWhoEnrol()
  @Answers(SecondFactorState)
  get(@HttpActor() actor: Actor): Promise<SecondFactorState> {
    return this.rpc.call(GetSecondFactor, {}, actor);
  }

  @Post()
  @ForStaffWhoEnrol()
  @Answers(BegunEnrolment, { about: 'Scan it with an authenticator app, then confirm with a first code' })
  begin(@Body() body: EnrolSecondFactorBody, @HttpActor() actor: Actor): Promise<BegunEnrolment> {
    return this.rpc.call(EnrolSecondFactor, body, actor);
  }

  @Post('confirmation')
  @ForStaffWhoEnrol()
  @Answers(RecoveryCodes, { about: 'Enrolled; write the recovery codes down now' })
  async confirm(
    @Body() body: OneTimeCodeBody,
    @HttpActor() actor: Actor,
    @Req() request: FastifyRequest,
  ): Promise<RecoveryCodes> {
    const codes = await this.rpc.call(ConfirmSecondFactor, body, actor);
    if (request.session) this.sessions.forget(request.session.token); // it can do more from now on
    return codes;
  }

  @Post('recovery-codes')
  @ForStaff('any')
  @Answers(RecoveryCodes, { about: 'Ten new ones; the old are void' })
  renew(@Body() body: OneTimeCodeBody, @HttpActor() actor: Actor): Promise<RecoveryCodes> {
    return this.rpc.call(RenewRecoveryCodes, body, actor);
  }

  @Post('removal')
  @ForStaff('any')
  @Answers(SecondFactorState, { about: 'Removed, for instance to enrol another device' })
  remove(@Body() body: RemoveSecondFactorBody, @HttpActor() actor: Actor): Promise<SecondFactorState> {
    return this.rpc.call(RemoveSecondFactor, body, actor);
  }
}
