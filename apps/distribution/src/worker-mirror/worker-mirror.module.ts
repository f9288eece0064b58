import { Module } from '@nestjs/common';
import { EraseWorker } from './application/erase-worker.js';
import { KeepWorkerMirror } from './application/keep-worker-mirror.js';
import { ReconcileWorkers } from './application/reconcile-workers.js';
import { TakeOverWorkers } from './application/take-over-workers.js';
import { OnWorkerErased } from './messaging/on-worker-erased.js';
import { OnWorkersChanged } from './messaging/on-workers-changed.js';
import { CarriedReceiptsRepository } from './persistence/carried-receipts-repository.js';
import { ForgottenLettersRepository } from './persistence/forgotten-letters-repository.js';
import { WorkerMirrorRepository } from './persistence/worker-mirror-repository.js';

@Module({
  providers: [
    WorkerMirrorRepository,
    CarriedReceiptsRepository,
    ForgottenLettersRepository,
    TakeOverWorkers,
    EraseWorker,
    OnWorkersChanged,
    OnWorkerErased,
    ReconcileWorkers,
    KeepWorkerMirror,
  ],
})
export class WorkerMirrorModule {}
