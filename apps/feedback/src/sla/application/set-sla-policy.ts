import {
  type Actor,
  type CaseStep,
  fail,
  requireScope,
  type SetSlaPolicyRequest,
  type SlaPoliciesView,
} from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { SlaPolicyRepository } from '../persistence/sla-policy-repository.js';

const STEP_OF = { acknowledge: 'ACKNOWLEDGE', resolve: 'RESOLVE', confirm: 'CONFIRM' } as const satisfies Record<
  string,
  CaseStep
>;
/** A limit of no time at all would send every case up at once. */
const ZERO = /^P(0D)?(T(0H)?(0M)?(0S)?)?$/;

/** Sets a unit's own time limits. Clocks that run already go on as they were started. */
@Injectable()
export class SetSlaPolicyUseCase {
  constructor(private readonly policies: SlaPolicyRepository) {}

  async run(tx: Tx, actor: Actor, { unitId, kind, ...given }: SetSlaPolicyRequest): Promise<SlaPoliciesView> {
    const scope = requireScope(actor, 'sla.manage');
    if (!(await this.policies.isWithin(tx, scope, unitId))) throw fail('NOT_FOUND');
    const limits: Partial<Record<CaseStep, string | null>> = {};
    for (const field of Object.keys(STEP_OF) as (keyof typeof STEP_OF)[]) {
      const duration = given[field];
      if (duration === undefined) continue;
      if (duration !== null && ZERO.test(duration)) throw fail('VALIDATION_FAILED', {}, [{ field, rule: 'positive' }]);
      limits[STEP_OF[field]] = duration;
    }
    await this.policies.set(tx, unitId, kind, limits);
    return { unitId, limits: (await this.policies.inForce(scope, unitId, tx)) ?? [] };
  }
}
