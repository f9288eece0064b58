import { Module } from '@nestjs/common';
import { RingDueClocks } from './application/ring-due-clocks.js';
import { SetSlaPolicyUseCase } from './application/set-sla-policy.js';
import { StartClock } from './application/start-clock.js';
import { DueCasesRepository } from './persistence/due-cases-repository.js';
import { SlaPolicyRepository } from './persistence/sla-policy-repository.js';
import { SlaRpc } from './rpc/sla.rpc.js';

/** Time limits, and what happens when one passes. */
@Module({
  providers: [SlaPolicyRepository, DueCasesRepository, StartClock, SetSlaPolicyUseCase, RingDueClocks],
  controllers: [SlaRpc],
  exports: [StartClock, RingDueClocks],
})
export class SlaModule {}
