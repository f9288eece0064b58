import { CaseEscalated, CaseEscalatedV1, type Envelope } from '@guantong/contracts';
import { EventHandler, type HandlesEvent } from '@guantong/messaging';
import type { Tx } from '@guantong/persistence';
import { AssignToDutyOfficer } from '../application/assign-to-duty-officer.js';

/** A hazard that has climbed goes to the safety officer on duty there. */
@EventHandler(CaseEscalated, import.meta.url)
export class OnCaseEscalated implements HandlesEvent<CaseEscalatedV1> {
  constructor(private readonly assign: AssignToDutyOfficer) {}

  async handle(event: Envelope<CaseEscalatedV1>, tx: Tx): Promise<void> {
    if (event.data.kind === 'hazard') await this.assign.run(tx, event.data);
  }
}
