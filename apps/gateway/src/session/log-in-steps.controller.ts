import {
  ANONYMOUS,
  ChoosePerson,
  ChoosePersonBody,
  OpenedSession,
  OpenSessionByPhoneCode,
  OpenSessionByUnionCode,
  PassSecondFactor,
  PhoneCodeAsked,
  PhoneCodeBody,
  PhoneLogIn,
  PhoneLogInBody,
  RequestPhoneCode,
  SecondFactorBody,
  UnionCodeBody,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GatewayConfig } from '../gateway-config.js';
import { Answers } from '../http/answers.js';
import { Open } from './access.js';
import { callerOf } from './caller-of.js';
import { LogInFloods } from './log-in-floods.js';
import { setSessionCookie } from './session-token.js';

/** Every other way in, and the second steps. */
@Controller('api/open/sessions')
export class LogInStepsController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly config: GatewayConfig,
    private readonly floods: LogInFloods,
  ) {}

  @Post('second-factor')
  @Open()
  @ApiOperation({ description: 'The code of the authenticator, or a recovery code, after the password was right.' })
  @Answers(OpenedSession, { status: 201, about: 'Logged in' })
  async secondFactor(
    @Body() body: SecondFactorBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OpenedSession> {
    const opened = await this.floods.guard({ login: body.challenge, address: request.ip }, () =>
      this.rpc.call(PassSecondFactor, { ...body, caller: callerOf(request) }, ANONYMOUS),
    );
    return this.withCookie(reply, opened);
  }

  @Post('union-code')
  @Open()
  @ApiOperation({ description: 'For workers without SMS: the union hands out the code.' })
  @Answers(OpenedSession, { status: 201, about: 'Logged in' })
  async unionCode(
    @Body() body: UnionCodeBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OpenedSession> {
    const opened = await this.floods.guard({ login: body.card, address: request.ip }, () =>
      this.rpc.call(OpenSessionByUnionCode, { ...body, caller: callerOf(request) }, ANONYMOUS),
    );
    return this.withCookie(reply, opened);
  }

  @Post('phone-code-requests')
  @Open()
  @ApiOperation({ description: 'Nobody learns from the answer whether a number is known.' })
  @Answers(PhoneCodeAsked, { about: 'A code is on its way, if the number is in the roster' })
  requestCode(@Body() body: PhoneCodeBody, @Req() request: FastifyRequest): Promise<PhoneCodeAsked> {
    return this.floods.guard({ login: `sms:${body.phone}`, address: request.ip }, () =>
      this.rpc.call(RequestPhoneCode, { ...body, caller: callerOf(request) }, ANONYMOUS),
    );
  }

  @Post('phone-code')
  @Open()
  @ApiOperation({ description: 'Where several workers share the number, the answer asks who it is.' })
  @Answers(PhoneLogIn, { status: 201, about: 'Logged in, or a choice of persons' })
  async phoneCode(
    @Body() body: PhoneLogInBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PhoneLogIn> {
    const answer = await this.floods.guard({ login: body.phone, address: request.ip }, () =>
      this.rpc.call(OpenSessionByPhoneCode, { ...body, caller: callerOf(request) }, ANONYMOUS),
    );
    if (answer.session) this.withCookie(reply, answer.session);
    return answer;
  }

  @Post('phone-choice')
  @Open()
  @Answers(OpenedSession, { status: 201, about: 'Logged in as this person' })
  async choose(
    @Body() body: ChoosePersonBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OpenedSession> {
    return this.withCookie(reply, await this.rpc.call(ChoosePerson, { ...body, caller: callerOf(request) }, ANONYMOUS));
  }

  private withCookie(reply: FastifyReply, session: OpenedSession): OpenedSession {
    setSessionCookie(reply, this.config, session.token, session.expiresAt);
    return session;
  }
}
