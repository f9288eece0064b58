import {
  type ActingWorker,
  ANONYMOUS,
  CloseSession,
  describeError,
  fail,
  OpenedSession,
  OpenSession,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { DomainError } from '@guantong/platform';
import { Body, Controller, Delete, Get, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GatewayConfig } from '../gateway-config.js';
import { Answers } from '../http/answers.js';
import { Open } from './access.js';
import { callerOf } from './caller-of.js';
import { LogInFloods } from './log-in-floods.js';
import { SessionResolver } from './session-resolver.js';
import { clearSessionCookie, cookieName, presentedToken, setSessionCookie } from './session-token.js';
import { CurrentSession, LogInBody, PendingLogIn, SessionClosed, type WorkerIdentity } from './session-views.js';

@Controller('api/open/sessions')
export class SessionController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly sessions: SessionResolver,
    private readonly config: GatewayConfig,
    private readonly floods: LogInFloods,
  ) {}

  @Post()
  @Open()
  @ApiOperation({
    description: 'By password. The token is in the answer and, for browsers, in an httpOnly cookie.',
  })
  @ApiResponse({ status: 202, type: PendingLogIn, description: 'Right so far; now the second factor' })
  @Answers(OpenedSession, { status: 201, about: 'Logged in' })
  async open(
    @Body() body: LogInBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OpenedSession | PendingLogIn> {
    try {
      const session = await this.floods.guard({ login: body.login, address: request.ip }, () =>
        this.rpc.call(OpenSession, { ...body, ...callerOf(request) }, ANONYMOUS),
      );
      setSessionCookie(reply, this.config, session.token, session.expiresAt);
      return session;
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'SECOND_FACTOR_NEEDED')) throw error;
      void reply.status(202);
      return pendingLogIn(error);
    }
  }

  @Get('current')
  @Open()
  @Answers(CurrentSession)
  async current(@Req() request: FastifyRequest): Promise<CurrentSession> {
    const presented = presentedToken(request, cookieName(this.config));
    if (!presented) throw fail('UNAUTHENTICATED');
    const { kind, accountId, appointments, worker, mustEnrol } = await this.sessions.resolve(presented.token);
    if ((kind !== 'STAFF' && kind !== 'WORKER') || !accountId) throw fail('UNAUTHENTICATED');
    return {
      kind,
      accountId,
      appointments: [...appointments],
      worker: worker && shown(worker),
      ...(mustEnrol && { mustEnrol }),
    };
  }

  @Delete('current')
  @Open()
  @ApiOperation({ description: 'Also right when the session is already gone.' })
  @Answers(SessionClosed)
  async close(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SessionClosed> {
    const presented = presentedToken(request, cookieName(this.config));
    clearSessionCookie(reply, this.config);
    if (!presented) return { closed: true };
    this.sessions.forget(presented.token);
    try {
      await this.rpc.call(CloseSession, { token: presented.token }, ANONYMOUS);
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'UNAUTHENTICATED')) throw error;
    }
    return { closed: true };
  }
}

/** What the first step of a log-in left behind, as an answer and not as a failure. */
function pendingLogIn({ code, params }: DomainError): PendingLogIn {
  const seconds = Number(params.expiresInSeconds);
  return {
    challenge: String(params.challenge),
    expiresAt: new Date(Date.now() + seconds * 1000).toISOString(),
    hint: describeError(code).zh,
  };
}

const shown = ({ secondary, ...worker }: ActingWorker): WorkerIdentity => ({
  ...worker,
  ...(secondary && { secondary: [...secondary] }),
});
