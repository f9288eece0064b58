import { Module } from '@nestjs/common';
import { RevealWorkerPhone } from './application/reveal-worker-phone.js';
import { WorkerMirrorReader } from './persistence/worker-mirror-reader.js';
import { WorkerReader } from './persistence/worker-reader.js';
import { WorkerMirrorRpc } from './rpc/worker-mirror.rpc.js';
import { WorkerRpc } from './rpc/worker.rpc.js';

@Module({
  providers: [RevealWorkerPhone, WorkerMirrorReader, WorkerReader],
  controllers: [WorkerRpc, WorkerMirrorRpc],
  exports: [WorkerReader],
})
export class WorkerModule {}
