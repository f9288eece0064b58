import { type Actor, EndSession, GetOwnAccount, OwnAccount, OwnSessions, SessionList } from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Controller, Delete, Get, Param } from '@nestjs/common';
import { ForStaff } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** The member of staff who asks: what they may do where, and where they are logged in. */
@Controller('api/desk/me')
export class DeskMeController {
  constructor(private readonly rpc: RpcClient) {}

  @Get()
  @ForStaff('any')
  @Answers(OwnAccount)
  get(@HttpActor() actor: Actor): Promise<OwnAccount> {
    return this.rpc.call(GetOwnAccount, {}, actor);
  }

  @Get('sessions')
  @ForStaff('any')
  @Answers(SessionList)
  sessions(@HttpActor() actor: Actor): Promise<SessionList> {
    return this.rpc.call(OwnSessions, {}, actor);
  }

  @Delete('sessions/:sessionId')
  @ForStaff('any')
  @Answers(SessionList, { about: 'Ended; the rest' })
  end(@Param('sessionId') sessionId: string, @HttpActor() actor: Actor): Promise<SessionList> {
    return this.rpc.call(EndSession, { sessionId }, actor);
  }
}
