import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AnonymousStepRepository } from '../persistence/anonymous-step-repository.js';

/** Keys of steps by receipt code are kept for two days, like other idempotency keys. */
@Injectable()
export class ForgetAnonymousSteps {
  constructor(
    private readonly database: Database,
    private readonly steps: AnonymousStepRepository,
  ) {}

  run(): Promise<number> {
    return this.database.transaction((tx) => this.steps.removeOld(tx));
  }
}
