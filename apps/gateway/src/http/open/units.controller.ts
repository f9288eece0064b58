import { type Actor, PublicUnitList, SearchPublicUnits, SearchPublicUnitsRequest } from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Controller, Get, Query } from '@nestjs/common';
import { Open } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** So that anybody, also without a name, can find the union they mean. */
@Controller('api/open/units')
@Open()
export class OpenUnitsController {
  constructor(private readonly rpc: RpcClient) {}

  @Get()
  @Answers(PublicUnitList, { about: 'Active unions by part of the name, the first 20' })
  search(@Query() query: SearchPublicUnitsRequest, @HttpActor() actor: Actor): Promise<PublicUnitList> {
    return this.rpc.call(SearchPublicUnits, query, actor);
  }
}
