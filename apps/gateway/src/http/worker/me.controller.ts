import {
  type Actor,
  ChangePassword,
  ChangePasswordBody,
  EndOtherSessions,
  EndSession,
  GetOwnRecord,
  OwnRecord,
  OwnSessions,
  SessionList,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Delete, Get, Param, Put } from '@nestjs/common';
import { ForWorker } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** The worker who asks: what is held of them, and where they are logged in. */
@Controller('api/worker/me')
export class WorkerMeController {
  constructor(private readonly rpc: RpcClient) {}

  @Get()
  @ForWorker()
  @Answers(OwnRecord)
  get(@HttpActor() actor: Actor): Promise<OwnRecord> {
    return this.rpc.call(GetOwnRecord, {}, actor);
  }

  @Get('sessions')
  @ForWorker()
  @Answers(SessionList)
  sessions(@HttpActor() actor: Actor): Promise<SessionList> {
    return this.rpc.call(OwnSessions, {}, actor);
  }

  @Delete('sessions/:sessionId')
  @ForWorker()
  @Answers(SessionList, { about: 'Ended; the rest' })
  end(@Param('sessionId') sessionId: string, @HttpActor() actor: Actor): Promise<SessionList> {
    return this.rpc.call(EndSession, { sessionId }, actor);
  }

  @Delete('sessions')
  @ForWorker()
  @Answers(SessionList, { about: 'All others ended' })
  endOthers(@HttpActor() actor: Actor): Promise<SessionList> {
    return this.rpc.call(EndOtherSessions, {}, actor);
  }

  @Put('password')
  @ForWorker()
  @Answers(SessionList, { about: 'Changed; the other sessions have ended' })
  changePassword(@Body() body: ChangePasswordBody, @HttpActor() actor: Actor): Promise<SessionList> {
    return this.rpc.call(ChangePassword, body, actor);
  }
}
