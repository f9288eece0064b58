import {
  type Actor,
  AddSecondMember,
  AddSecondUnion,
  EndSecondUnion,
  KnownByCard,
  PageQuery,
  SecondMemberAdded,
  SecondMembers,
  SecondUnionBody,
  SecondUnionEnded,
  UnionStays,
  WorkerPage,
  WorkerUnions,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ForStaff } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** Which unions a worker is and was in, and unions besides the own one. */
@Controller('api/desk')
export class WorkerUnionsController {
  constructor(private readonly rpc: RpcClient) {}

  @Get('workers/:workerId/unions')
  @ForStaff('worker.names.read')
  @Answers(UnionStays, { about: 'Present ones first, then the latest' })
  list(@Param('workerId') workerId: string, @HttpActor() actor: Actor): Promise<UnionStays> {
    return this.rpc.call(WorkerUnions, { workerId }, actor);
  }

  @Post('workers/:workerId/unions')
  @ForStaff('roster.manage')
  @Answers(UnionStays, { status: 201, about: 'In that union as well now' })
  add(
    @Param('workerId') workerId: string,
    @Body() body: SecondUnionBody,
    @HttpActor() actor: Actor,
  ): Promise<UnionStays> {
    return this.rpc.call(AddSecondUnion, { ...body, workerId }, actor);
  }

  @Delete('workers/:workerId/unions/:unitId')
  @ForStaff('roster.manage')
  @Answers(SecondUnionEnded)
  end(
    @Param('workerId') workerId: string,
    @Param('unitId') unitId: string,
    @HttpActor() actor: Actor,
  ): Promise<SecondUnionEnded> {
    return this.rpc.call(EndSecondUnion, { workerId, unitId }, actor);
  }

  @Get('units/:unitId/second-members')
  @ForStaff('worker.names.read')
  @Answers(WorkerPage, { about: 'Those whose own union is another one' })
  members(@Param('unitId') unitId: string, @Query() page: PageQuery, @HttpActor() actor: Actor): Promise<WorkerPage> {
    return this.rpc.call(SecondMembers, { ...page, unitId }, actor);
  }

  @Post('units/:unitId/second-members')
  @ForStaff('roster.manage')
  @Answers(SecondMemberAdded, { status: 201 })
  addMember(
    @Param('unitId') unitId: string,
    @Body() body: KnownByCard,
    @HttpActor() actor: Actor,
  ): Promise<SecondMemberAdded> {
    return this.rpc.call(AddSecondMember, { ...body, unitId }, actor);
  }
}
