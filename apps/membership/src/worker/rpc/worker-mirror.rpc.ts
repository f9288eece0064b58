import {
  type Actor,
  MirroredWorkers,
  RevisionPageRequest,
  UnitWorkersRequest,
  WorkerDigests,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { requireSystem } from '../../require-system.js';
import { WorkerMirrorReader } from '../persistence/worker-mirror-reader.js';

/** For services that mirror workers. */
@Controller()
export class WorkerMirrorRpc {
  constructor(private readonly reader: WorkerMirrorReader) {}

  @RpcHandler(WorkerDigests)
  async digests(@Payload() dto: RevisionPageRequest, @CurrentActor() actor: Actor) {
    requireSystem(actor);
    return { units: await this.reader.digests(dto.after, dto.limit) };
  }

  @RpcHandler(MirroredWorkers)
  async ofUnit(@Payload() dto: UnitWorkersRequest, @CurrentActor() actor: Actor) {
    requireSystem(actor);
    return { workers: await this.reader.ofUnit(dto.unitId, dto.afterSlot, dto.limit) };
  }
}
