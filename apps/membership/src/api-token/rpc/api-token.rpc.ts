import {
  type Actor,
  ApiTokenIdRequest,
  MakeApiToken,
  MakeApiTokenBody,
  OwnApiTokens,
  OwnApiTokensRequest,
  requirePerson,
  requireScope,
  RevokeApiToken,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { MakeApiTokenForProgram } from '../application/make-api-token.js';
import { RevokeApiTokenOfProgram } from '../application/revoke-api-token.js';
import { ApiTokenReader } from '../persistence/api-token-reader.js';

@Controller()
export class ApiTokenRpc {
  constructor(
    private readonly reader: ApiTokenReader,
    private readonly makeToken: MakeApiTokenForProgram,
    private readonly revokeToken: RevokeApiTokenOfProgram,
  ) {}

  @RpcHandler(OwnApiTokens)
  async own(@Payload() _: OwnApiTokensRequest, @CurrentActor() actor: Actor) {
    const accountId = requirePerson(actor);
    requireScope(actor, 'api_token.manage');
    return { items: await this.reader.ofAccount(accountId), next: null };
  }

  @RpcHandler(MakeApiToken)
  make(@Payload() dto: MakeApiTokenBody, @CurrentActor() actor: Actor) {
    return this.makeToken.run(actor, dto);
  }

  @RpcHandler(RevokeApiToken)
  revoke(@Payload() dto: ApiTokenIdRequest, @CurrentActor() actor: Actor) {
    return this.revokeToken.run(actor, dto.tokenId);
  }
}
