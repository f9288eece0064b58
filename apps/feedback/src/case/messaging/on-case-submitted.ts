import { CaseSubmitted, CaseSubmittedV1, type Envelope } from '@guantong/contracts';
import { EventHandler, type HandlesEvent } from '@guantong/messaging';
import type { Tx } from '@guantong/persistence';
import { AssignToDutyOfficer } from '../application/assign-to-duty-officer.js';

/** A hazard goes to the safety officer on duty at once. */
@EventHandler(CaseSubmitted, import.meta.url)
export class OnCaseSubmitted implements HandlesEvent<CaseSubmittedV1> {
  constructor(private readonly assign: AssignToDutyOfficer) {}

  async handle(event: Envelope<CaseSubmittedV1>, tx: Tx): Promise<void> {
    if (event.data.kind === 'hazard') await this.assign.run(tx, event.data);
  }
}
