import { AcceptedInvitation, AcceptInvitation, ANONYMOUS, InvitationBody } from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Open } from '../../session/access.js';
import { callerOf } from '../../session/caller-of.js';
import { LogInFloods } from '../../session/log-in-floods.js';
import { Answers } from '../answers.js';

/** A member of staff who was invited sets a password, which nobody else has ever seen. */
@Controller('api/open/invitations')
export class InvitationsController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly floods: LogInFloods,
  ) {}

  @Post('acceptance')
  @Open()
  @Answers(AcceptedInvitation, { about: 'The password is set; log in with it' })
  accept(@Body() body: InvitationBody, @Req() request: FastifyRequest): Promise<AcceptedInvitation> {
    return this.floods.guard({ login: `invitation:${body.login}`, address: request.ip }, () =>
      this.rpc.call(AcceptInvitation, { ...body, caller: callerOf(request) }, ANONYMOUS),
    );
  }
}
