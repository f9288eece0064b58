import { MyCase, WorkerCase } from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Controller, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ForWorker } from '../session/access.js';
import { caseHint } from './hints-of.js';
import { LiveStreams } from './live-streams.js';
import { StreamsState } from './streams-state.js';

/** A worker's own case, while it moves. */
@Controller('api/worker/cases')
export class WorkerCaseLiveController {
  constructor(
    private readonly live: LiveStreams,
    private readonly rpc: RpcClient,
  ) {}

  @StreamsState(':caseId/stream', WorkerCase)
  @ForWorker()
  one(
    @Param('caseId') caseId: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.live.watch(request, reply, {
      hints: [caseHint(caseId)],
      query: (actor) => this.rpc.call(MyCase, { caseId }, actor),
    });
  }
}
