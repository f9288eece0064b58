import {
  type Actor,
  CloseSession,
  EndSession,
  EndSessionRequest,
  fail,
  OpenSession,
  OpenSessionRequest,
  OwnSessions,
  OwnSessionsRequest,
  ResolveSession,
  SessionToken,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Database } from '@guantong/persistence';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { LogIn } from '../application/log-in.js';
import { SessionReader } from '../persistence/session-reader.js';
import { SessionRepository } from '../persistence/session-repository.js';

/** None of these goes through the Idempotency-Key: they are harmless to repeat, or their answer is a secret. */
@Controller()
export class SessionRpc {
  constructor(
    private readonly database: Database,
    private readonly logIn: LogIn,
    private readonly reader: SessionReader,
    private readonly sessions: SessionRepository,
  ) {}

  @RpcHandler(OpenSession)
  open(@Payload() dto: OpenSessionRequest) {
    return this.logIn.run(dto);
  }

  @RpcHandler(ResolveSession)
  async resolve(@Payload() dto: SessionToken) {
    const actor = await this.reader.resolve(dto.token);
    if (!actor) throw fail('UNAUTHENTICATED');
    return { actor };
  }

  @RpcHandler(CloseSession)
  async close(@Payload() dto: SessionToken) {
    await this.database.transaction((tx) => this.sessions.close(tx, dto.token));
    return { closed: true };
  }

  @RpcHandler(OwnSessions)
  own(@Payload() _: OwnSessionsRequest, @CurrentActor() actor: Actor) {
    return this.list(accountOf(actor), actor.sessionId);
  }

  @RpcHandler(EndSession)
  async end(@Payload() dto: EndSessionRequest, @CurrentActor() actor: Actor) {
    const accountId = accountOf(actor);
    const ended = await this.database.transaction((tx) => this.sessions.end(tx, accountId, dto.sessionId));
    if (!ended) throw fail('NOT_FOUND');
    return this.list(accountId, actor.sessionId);
  }

  private async list(accountId: string, current: string | null) {
    return { items: await this.reader.ofAccount(accountId, current), next: null };
  }
}

function accountOf(actor: Actor): string {
  if (!actor.accountId) throw fail('UNAUTHENTICATED');
  return actor.accountId;
}
