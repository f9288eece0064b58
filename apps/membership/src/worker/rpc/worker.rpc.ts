import {
  type Actor,
  FindWorkers,
  FindWorkersRequest,
  GetOwnRecord,
  GetWorker,
  OwnRecordRequest,
  requireScope,
  requireWorker,
  RevealPhone,
  UnitWorkers,
  UnitWorkersPageRequest,
  WorkerIdRequest,
  WorkerNames,
  WorkerNamesRequest,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { AuditTrail } from '../../audit/audit-trail.js';
import { RevealWorkerPhone } from '../application/reveal-worker-phone.js';
import { WorkerReader } from '../persistence/worker-reader.js';

const PAGE = 50;
const FOUND_AT_MOST = 20;

@Controller()
export class WorkerRpc {
  constructor(
    private readonly workers: WorkerReader,
    private readonly reveal: RevealWorkerPhone,
    private readonly audit: AuditTrail,
  ) {}

  @RpcHandler(UnitWorkers)
  async ofUnit(@Payload() dto: UnitWorkersPageRequest, @CurrentActor() actor: Actor) {
    const limit = dto.limit ?? PAGE;
    const after = /^\d{1,9}$/.test(dto.cursor ?? '') ? Number(dto.cursor) : -1;
    const items = await this.workers.ofUnit(requireScope(actor, 'worker.names.read'), dto.unitId, after, limit, dto);
    await this.seen(actor, items);
    return { items, next: items.length === limit ? String(items.at(-1)?.slot) : null };
  }

  @RpcHandler(FindWorkers)
  async find(@Payload() dto: FindWorkersRequest, @CurrentActor() actor: Actor) {
    const scope = requireScope(actor, 'worker.names.read');
    const items = await this.workers.find(scope, dto.search, FOUND_AT_MOST);
    await this.seen(actor, items);
    return { items, next: null };
  }

  @RpcHandler(GetWorker)
  async get(@Payload() dto: WorkerIdRequest, @CurrentActor() actor: Actor) {
    const worker = await this.workers.get(requireScope(actor, 'worker.names.read'), dto.workerId);
    await this.seen(actor, [worker]);
    return worker;
  }

  @RpcHandler(RevealPhone)
  revealPhone(@Payload() dto: WorkerIdRequest, @CurrentActor() actor: Actor) {
    return this.reveal.run(actor, dto.workerId);
  }

  @RpcHandler(WorkerNames)
  async names(@Payload() dto: WorkerNamesRequest, @CurrentActor() actor: Actor) {
    const workers = await this.workers.names(requireScope(actor, 'worker.names.read'), dto.workerIds);
    await this.seen(actor, workers);
    return { workers };
  }

  @RpcHandler(GetOwnRecord)
  own(@Payload() _: OwnRecordRequest, @CurrentActor() actor: Actor) {
    return this.workers.own(requireWorker(actor).id);
  }

  private seen(actor: Actor, workers: readonly { workerId: string }[]): Promise<void> {
    return this.audit.recordNamesSeen(
      actor,
      workers.map((worker) => worker.workerId),
    );
  }
}
