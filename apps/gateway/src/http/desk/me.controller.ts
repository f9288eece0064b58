import {
  type Actor,
  ChangePassword,
  ChangePasswordBody,
  EndOtherSessions,
  EndSession,
  GetOwnAccount,
  OwnAccount,
  OwnSessions,
  SessionList,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Delete, Get, Param, Put } from '@nestjs/common';
import { ForStaff, ForStaffWhoEnrol } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** The member of staff who asks: what they may do where, and where they are logged in. */
@Controller('api/desk/me')
export class DeskMeController {
  constructor(private readonly rpc: RpcClient) {}

  @Get()
  @ForStaffWhoEnrol()
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

  @Delete('sessions')
  @ForStaff('any')
  @Answers(SessionList, { about: 'All others ended' })
  endOthers(@HttpActor() actor: Actor): Promise<SessionList> {
    return this.rpc.call(EndOtherSessions, {}, actor);
  }

  @Put('password')
  @ForStaff('any')
  @Answers(SessionList, { about: 'Changed; the other sessions have ended' })
  changePassword(@Body() body: ChangePasswordBody, @HttpActor() actor: Actor): Promise<SessionList> {
    return this.rpc.call(ChangePassword, body, actor);
  }
}
