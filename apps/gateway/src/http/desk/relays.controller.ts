import {
  type Actor,
  ForwardingPolicyView,
  ForwardRelay,
  ForwardRelayBody,
  GetForwardingPolicy,
  ListRelays,
  ListRelaysFilter,
  ReadRelay,
  RelayPage,
  RelayPost,
  RelayView,
  SetForwardingPolicy,
  SetForwardingPolicyBody,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ForStaff } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** What lies at a unit to be handed on, and how the unit hands on. */
@ApiTags('desk: relays')
@Controller('api/desk/units/:unitId')
export class RelaysController {
  constructor(private readonly rpc: RpcClient) {}

  /** Posts that lie at a unit: to be forwarded, or forwarded already. At a grassroots union, to its members. */
  @Get('relays')
  @ForStaff('relay.read')
  @Answers(RelayPage)
  list(@Param('unitId') unitId: string, @Query() filter: ListRelaysFilter, @HttpActor() actor: Actor) {
    return this.rpc.call(ListRelays, { ...filter, unitId }, actor);
  }

  /** One of them, with its text and the notes of the units it came through. */
  @Get('relays/:postId')
  @ForStaff('relay.read')
  @Answers(RelayPost)
  read(@Param('unitId') unitId: string, @Param('postId') postId: string, @HttpActor() actor: Actor) {
    return this.rpc.call(ReadRelay, { unitId, postId }, actor);
  }

  /** Forwards a post to the tier below, with a note. */
  @Post('relays/:postId/forwarding')
  @ForStaff('relay.forward')
  @Answers(RelayView)
  forward(
    @Param('unitId') unitId: string,
    @Param('postId') postId: string,
    @Body() body: ForwardRelayBody,
    @HttpActor() actor: Actor,
  ) {
    return this.rpc.call(ForwardRelay, { ...body, unitId, postId }, actor);
  }

  /** Whether the unit forwards by itself or by hand. */
  @Get('forwarding-policy')
  @ForStaff('relay.read')
  @Answers(ForwardingPolicyView)
  policy(@Param('unitId') unitId: string, @HttpActor() actor: Actor) {
    return this.rpc.call(GetForwardingPolicy, { unitId }, actor);
  }

  /** Changes it, for posts that arrive from now on. */
  @Put('forwarding-policy')
  @ForStaff('relay.forward')
  @Answers(ForwardingPolicyView)
  setPolicy(@Param('unitId') unitId: string, @Body() body: SetForwardingPolicyBody, @HttpActor() actor: Actor) {
    return this.rpc.call(SetForwardingPolicy, { ...body, unitId }, actor);
  }
}
