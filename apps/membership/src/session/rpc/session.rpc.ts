import {
  type Actor,
  CloseSession,
  EndOtherSessions,
  EndSession,
  EndSessionRequest,
  fail,
  OpenSession,
  OpenSessionByUnionCode,
  OpenSessionRequest,
  OwnSessions,
  OwnSessionsRequest,
  PassSecondFactor,
  PassSecondFactorRequest,
  requirePerson,
  ResolveSession,
  SessionToken,
  UnionCodeRequest,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Database } from '@guantong/persistence';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { isApiToken } from '../../api-token/domain/api-token.js';
import { ApiTokenReader } from '../../api-token/persistence/api-token-reader.js';
import { LogIn } from '../application/log-in.js';
import { LogInByUnionCode } from '../application/log-in-by-union-code.js';
import { LogInBySecondFactor } from '../application/log-in-by-second-factor.js';
import { SessionReader } from '../persistence/session-reader.js';
import { SessionRepository } from '../persistence/session-repository.js';

/** None of these goes through the Idempotency-Key: they are harmless to repeat, or their answer is a secret. */
@Controller()
export class SessionRpc {
  constructor(
    private readonly database: Database,
    private readonly logIn: LogIn,
    private readonly logInByUnionCode: LogInByUnionCode,
    private readonly logInBySecondFactor: LogInBySecondFactor,
    private readonly reader: SessionReader,
    private readonly apiTokens: ApiTokenReader,
    private readonly sessions: SessionRepository,
  ) {}

  @RpcHandler(OpenSession)
  open(@Payload() dto: OpenSessionRequest) {
    return this.logIn.run(dto);
  }

  @RpcHandler(PassSecondFactor)
  pass(@Payload() dto: PassSecondFactorRequest) {
    return this.logInBySecondFactor.run(dto);
  }

  @RpcHandler(OpenSessionByUnionCode)
  openByUnionCode(@Payload() dto: UnionCodeRequest) {
    return this.logInByUnionCode.run(dto);
  }

  @RpcHandler(ResolveSession)
  async resolve(@Payload() dto: SessionToken) {
    const actor = isApiToken(dto.token)
      ? await this.apiTokens.resolve(dto.token)
      : await this.reader.resolve(dto.token);
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
    return this.list(requirePerson(actor), actor.sessionId);
  }

  @RpcHandler(EndSession)
  async end(@Payload() dto: EndSessionRequest, @CurrentActor() actor: Actor) {
    const accountId = requirePerson(actor);
    const ended = await this.database.transaction((tx) => this.sessions.end(tx, accountId, dto.sessionId));
    if (!ended) throw fail('NOT_FOUND');
    return this.list(accountId, actor.sessionId);
  }

  @RpcHandler(EndOtherSessions)
  async endOthers(@Payload() _: OwnSessionsRequest, @CurrentActor() actor: Actor) {
    const accountId = requirePerson(actor);
    await this.database.transaction((tx) => this.sessions.endAll(tx, accountId, actor.sessionId));
    return this.list(accountId, actor.sessionId);
  }

  private async list(accountId: string, current: string | null) {
    return { items: await this.reader.ofAccount(accountId, current), next: null };
  }
}
