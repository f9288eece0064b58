import {
  type Actor,
  CoverageRequest,
  PostCoverage,
  PostHolders,
  PostPlacePageRequest,
  PostProgress,
  requireScope,
  UnreachedRequest,
  UnreachedWorkers,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { ListUnreached } from '../application/list-unreached.js';
import { ReportCoverage } from '../application/report-coverage.js';
import { WatchProgress } from '../application/watch-progress.js';

@Controller()
export class CoverageRpc {
  constructor(
    private readonly progress: WatchProgress,
    private readonly coverage: ReportCoverage,
    private readonly unreached: ListUnreached,
  ) {}

  @RpcHandler(PostProgress)
  level(@Payload() request: PostPlacePageRequest, @CurrentActor() actor: Actor) {
    return this.progress.level(request, requireScope(actor, 'relay.read'));
  }

  @RpcHandler(PostHolders)
  holders(@Payload() request: PostPlacePageRequest, @CurrentActor() actor: Actor) {
    return this.progress.holders(request, requireScope(actor, 'relay.read'));
  }

  @RpcHandler(PostCoverage)
  report(@Payload() request: CoverageRequest, @CurrentActor() actor: Actor) {
    return this.coverage.run(request, requireScope(actor, 'relay.read'));
  }

  @RpcHandler(UnreachedWorkers)
  listUnreached(@Payload() request: UnreachedRequest, @CurrentActor() actor: Actor) {
    return this.unreached.run(request, requireScope(actor, 'worker.names.read'));
  }
}
