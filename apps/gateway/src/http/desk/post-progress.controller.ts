import {
  type Actor,
  CoverageView,
  HoldersView,
  PlaceFilter,
  PlacePageFilter,
  PostCoverage,
  PostHolders,
  PostProgress,
  ProgressView,
  UnreachedFilter,
  UnreachedWorkers,
  WorkerNames,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ForStaff } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';
import { NamedUnreachedPage, nameUnreached } from './named-unreached.js';

/** Where a post is, who holds it, whom it has reached and whom not. */
@ApiTags('desk: progress and coverage')
@Controller('api/desk/posts/:postId')
export class PostProgressController {
  constructor(private readonly rpc: RpcClient) {}

  /** One level of the tree the post has travelled: a unit, and its children that have it. */
  @Get('progress')
  @ForStaff('relay.read')
  @Answers(ProgressView)
  progress(@Param('postId') postId: string, @Query() filter: PlacePageFilter, @HttpActor() actor: Actor) {
    return this.rpc.call(PostProgress, { ...filter, postId }, actor);
  }

  /** Units where the post waits to be forwarded, longest first. */
  @Get('holders')
  @ForStaff('relay.read')
  @Answers(HoldersView)
  holders(@Param('postId') postId: string, @Query() filter: PlacePageFilter, @HttpActor() actor: Actor) {
    return this.rpc.call(PostHolders, { ...filter, postId }, actor);
  }

  /** Units and workers reached, by tier and by child; exact. */
  @Get('coverage')
  @ForStaff('relay.read')
  @Answers(CoverageView)
  coverage(@Param('postId') postId: string, @Query() filter: PlaceFilter, @HttpActor() actor: Actor) {
    return this.rpc.call(PostCoverage, { ...filter, postId }, actor);
  }

  /** Workers of one union who have not read the post, by name. */
  @Get('unreached')
  @ForStaff('worker.names.read')
  @Answers(NamedUnreachedPage)
  async unreached(@Param('postId') postId: string, @Query() filter: UnreachedFilter, @HttpActor() actor: Actor) {
    const page = await this.rpc.call(UnreachedWorkers, { ...filter, postId }, actor);
    const workerIds = page.items.flatMap((item) => (item.workerId ? [item.workerId] : []));
    const named = workerIds.length > 0 ? await this.rpc.call(WorkerNames, { workerIds }, actor) : { workers: [] };
    return nameUnreached(page, named.workers);
  }
}
