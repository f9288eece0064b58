import {
  type Actor,
  ApiTokenList,
  ApiTokenView,
  MadeApiToken,
  MakeApiToken,
  MakeApiTokenBody,
  OwnApiTokens,
  RevokeApiToken,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ForStaff } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** Tokens for programs, made by the member of staff who asks. */
@Controller('api/desk/api-tokens')
export class ApiTokensController {
  constructor(private readonly rpc: RpcClient) {}

  @Get()
  @ForStaff('api_token.manage')
  @Answers(ApiTokenList, { about: 'The own ones, newest first' })
  list(@HttpActor() actor: Actor): Promise<ApiTokenList> {
    return this.rpc.call(OwnApiTokens, {}, actor);
  }

  @Post()
  @ForStaff('api_token.manage')
  @Answers(MadeApiToken, { status: 201, about: 'Made; the token is shown this once' })
  make(@Body() body: MakeApiTokenBody, @HttpActor() actor: Actor): Promise<MadeApiToken> {
    return this.rpc.call(MakeApiToken, body, actor);
  }

  @Post(':tokenId/revocation')
  @ForStaff('any')
  @Answers(ApiTokenView, { about: 'Void within five seconds' })
  revoke(@Param('tokenId') tokenId: string, @HttpActor() actor: Actor): Promise<ApiTokenView> {
    return this.rpc.call(RevokeApiToken, { tokenId }, actor);
  }
}
