import { type Actor, requireWorker } from '@guantong/contracts';
import { Injectable } from '@nestjs/common';
import { reachOf } from '../domain/staff-reach.js';
import { CaseViews } from '../persistence/case-views.js';

/** Whether an actor may see a case at all: for what hangs on it. */
@Injectable()
export class MaySee {
  constructor(private readonly views: CaseViews) {}

  /** @throws FORBIDDEN for whoever may see no case at all */
  async run(actor: Actor, caseId: string): Promise<boolean> {
    if (actor.kind === 'STAFF') return this.views.isVisibleToStaff(reachOf(actor), caseId);
    return this.views.isOfWorker(requireWorker(actor).id, caseId);
  }
}
