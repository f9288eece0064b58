import { type ActingWorker, ANONYMOUS, CloseSession, fail, OpenedSession, OpenSession } from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { DomainError } from '@guantong/platform';
import { Body, Controller, Delete, Get, Post, Req, Res } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GatewayConfig } from '../gateway-config.js';
import { Answers } from '../http/answers.js';
import { Open } from './access.js';
import { SessionResolver } from './session-resolver.js';
import { clearSessionCookie, cookieName, presentedToken, setSessionCookie } from './session-token.js';
import { CurrentSession, LogInBody, SessionClosed, type WorkerIdentity } from './session-views.js';

@Controller('api/open/sessions')
export class SessionController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly sessions: SessionResolver,
    private readonly config: GatewayConfig,
  ) {}

  @Post()
  @Open()
  @ApiOperation({
    description: 'Staff and workers alike. The token is in the answer and, for browsers, in an httpOnly cookie.',
  })
  @Answers(OpenedSession, { status: 201, about: 'Logged in' })
  async open(
    @Body() body: LogInBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OpenedSession> {
    const session = await this.rpc.call(OpenSession, { ...body, address: request.ip }, ANONYMOUS);
    setSessionCookie(reply, this.config, session.token, session.expiresAt);
    return session;
  }

  @Get('current')
  @Open()
  @Answers(CurrentSession)
  async current(@Req() request: FastifyRequest): Promise<CurrentSession> {
    const presented = presentedToken(request, cookieName(this.config));
    if (!presented) throw fail('UNAUTHENTICATED');
    const { kind, accountId, appointments, worker } = await this.sessions.resolve(presented.token);
    if ((kind !== 'STAFF' && kind !== 'WORKER') || !accountId) throw fail('UNAUTHENTICATED');
    return { kind, accountId, appointments: [...appointments], worker: worker && shown(worker) };
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

const shown = ({ secondary, ...worker }: ActingWorker): WorkerIdentity => ({
  ...worker,
  ...(secondary && { secondary: [...secondary] }),
});
