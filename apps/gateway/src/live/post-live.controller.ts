import {
  CoverageView,
  PlaceFilter,
  PlacePageFilter,
  PostCoverage,
  PostProgress,
  ProgressView,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Controller, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ForStaff } from '../session/access.js';
import { postHint } from './hints-of.js';
import { LiveStreams } from './live-streams.js';
import { StreamsState } from './streams-state.js';

/** A post on its way, while it travels. */
@Controller('api/desk/posts/:postId')
export class PostLiveController {
  constructor(
    private readonly live: LiveStreams,
    private readonly rpc: RpcClient,
  ) {}

  @StreamsState('progress/stream', ProgressView)
  @ForStaff('relay.read')
  progress(
    @Param('postId') postId: string,
    @Query() filter: PlacePageFilter,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.live.watch(request, reply, {
      hints: [postHint(postId)],
      query: (actor) => this.rpc.call(PostProgress, { ...filter, postId }, actor),
    });
  }

  @StreamsState('coverage/stream', CoverageView)
  @ForStaff('relay.read')
  coverage(
    @Param('postId') postId: string,
    @Query() filter: PlaceFilter,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.live.watch(request, reply, {
      hints: [postHint(postId)],
      query: (actor) => this.rpc.call(PostCoverage, { ...filter, postId }, actor),
    });
  }
}
