import { type Actor, EndSession, GetOwnRecord, OwnRecord, OwnSessions, SessionList } from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Controller, Delete, Get, Param } from '@nestjs/common';
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
}
