import { type Envelope, WorkerErased, WorkerErasedV1 } from '@guantong/contracts';
import { EventHandler, type HandlesEvent } from '@guantong/messaging';
import type { Tx } from '@guantong/persistence';
import { EraseCasesOfWorker } from '../application/erase-cases-of-worker.js';

@EventHandler(WorkerErased, import.meta.url)
export class OnWorkerErased implements HandlesEvent<WorkerErasedV1> {
  constructor(private readonly erase: EraseCasesOfWorker) {}

  handle(event: Envelope<WorkerErasedV1>, tx: Tx): Promise<void> {
    return this.erase.run(tx, event.data.workerId);
  }
}
