import { Module } from '@nestjs/common';
import { CaseModule } from '../case/case.module.js';
import { TakeOverCases } from './application/take-over-cases.js';
import { OnCaseTakenOver } from './messaging/on-case-taken-over.js';
import { OnUnitSucceeded } from './messaging/on-unit-succeeded.js';
import { TakeOverRepository } from './persistence/take-over-repository.js';

/** What becomes of the cases of a unit that is merged or dissolved. */
@Module({
  imports: [CaseModule],
  providers: [TakeOverRepository, TakeOverCases, OnUnitSucceeded, OnCaseTakenOver],
  exports: [TakeOverCases],
})
export class SuccessionModule {}
