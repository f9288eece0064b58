import { Module } from '@nestjs/common';
import { KeepWorkerMirror } from './application/keep-worker-mirror.js';
import { ReconcileWorkers } from './application/reconcile-workers.js';
import { TakeOverWorkers } from './application/take-over-workers.js';
import { OnWorkersChanged } from './messaging/on-workers-changed.js';
import { WorkerMirrorRepository } from './persistence/worker-mirror-repository.js';

@Module({
  providers: [WorkerMirrorRepository, TakeOverWorkers, OnWorkersChanged, ReconcileWorkers, KeepWorkerMirror],
})
export class WorkerMirrorModule {}
