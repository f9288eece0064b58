import { type Actor, fail, WorkerNames } from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Injectable } from '@nestjs/common';

/** Makes sure that a worker named by a cadre exists within the cadre's reach: membership alone knows. */
@Injectable()
export class CheckWorker {
  constructor(private readonly rpc: RpcClient) {}

  /** @throws NOT_FOUND */
  async run(actor: Actor, workerId: string): Promise<void> {
    const { workers } = await this.rpc.call(WorkerNames, { workerIds: [workerId] }, actor);
    if (!workers.some((w) => w.workerId === workerId)) throw fail('NOT_FOUND');
  }
}
