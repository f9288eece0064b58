import type { CaseKind, CaseStep } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { SlaPolicyRepository } from '../persistence/sla-policy-repository.js';

/** What a clock is started on; a case has all of it. */
export interface Clocked {
  ownerUnitId: string;
  kind: CaseKind;
  isAnonymous(): boolean;
  startClock(step: CaseStep, dueAt: Date | null): void;
}

/** Starts the clock of a step, with the limit of the unit that has the case. */
@Injectable()
export class StartClock {
  constructor(private readonly policies: SlaPolicyRepository) {}

  async run(tx: Tx, c: Clocked, step: CaseStep): Promise<void> {
    const clock = { unitId: c.ownerUnitId, kind: c.kind, step, coarse: c.isAnonymous() };
    c.startClock(step, await this.policies.ringsAt(tx, clock));
  }
}
