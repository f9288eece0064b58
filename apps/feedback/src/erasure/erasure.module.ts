import { Module } from '@nestjs/common';
import { EraseCasesOfWorker } from './application/erase-cases-of-worker.js';
import { OnWorkerErased } from './messaging/on-worker-erased.js';
import { ErasureRepository } from './persistence/erasure-repository.js';

/** A worker who wants nothing kept. */
@Module({
  providers: [ErasureRepository, EraseCasesOfWorker, OnWorkerErased],
  exports: [EraseCasesOfWorker, ErasureRepository],
})
export class ErasureModule {}
