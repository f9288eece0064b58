import { DeskCase, DeskCaseById, DeskCasePage, DeskCases, DeskCasesRequest } from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Controller, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ForStaff } from '../session/access.js';
import { caseHint, unitCasesHint } from './hints-of.js';
import { LiveStreams } from './live-streams.js';
import { StreamsState } from './streams-state.js';

/** Cases as union staff see them, while they move. */
@Controller('api/desk/cases')
export class DeskCaseLiveController {
  constructor(
    private readonly live: LiveStreams,
    private readonly rpc: RpcClient,
  ) {}

  /**
   * The list, most often with `assignee=me`: how a safety officer learns of a hazard at once. Hints come for the cases
   * of the units where the caller is appointed; those further down show within 15 s.
   */
  @StreamsState('stream', DeskCasePage)
  @ForStaff('case.read')
  list(
    @Query() filter: DeskCasesRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const units = new Set(request.actor?.appointments.map(({ unitId }) => unitId));
    return this.live.watch(request, reply, {
      hints: [...units].map(unitCasesHint),
      query: (actor) => this.rpc.call(DeskCases, filter, actor),
    });
  }

  @StreamsState(':caseId/stream', DeskCase)
  @ForStaff('case.read')
  one(
    @Param('caseId') caseId: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.live.watch(request, reply, {
      hints: [caseHint(caseId)],
      query: (actor) => this.rpc.call(DeskCaseById, { caseId }, actor),
    });
  }
}
