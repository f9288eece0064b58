import { Module } from '@nestjs/common';
import { CaseModule } from '../case/case.module.js';
import { ErasureModule } from '../erasure/erasure.module.js';
import { AnnounceAnonymousSteps } from './application/announce-anonymous-steps.js';
import { CheckWorker } from './application/check-worker.js';
import { SubmitCaseAnonymouslyUseCase } from './application/submit-case-anonymously.js';
import { SubmitCaseForWorkerUseCase } from './application/submit-case-for-worker.js';
import { SubmitCaseUseCase } from './application/submit-case.js';
import { TakeIn } from './application/take-in.js';
import { CoarseAnnouncementRepository } from './persistence/coarse-announcement-repository.js';
import { IntakeRepository } from './persistence/intake-repository.js';
import { IntakeRpc } from './rpc/intake.rpc.js';

/** How cases come in: named, on behalf, anonymous. */
@Module({
  imports: [CaseModule, ErasureModule],
  providers: [
    IntakeRepository,
    CoarseAnnouncementRepository,
    TakeIn,
    CheckWorker,
    SubmitCaseUseCase,
    SubmitCaseForWorkerUseCase,
    SubmitCaseAnonymouslyUseCase,
    AnnounceAnonymousSteps,
  ],
  controllers: [IntakeRpc],
  exports: [AnnounceAnonymousSteps],
})
export class IntakeModule {}
