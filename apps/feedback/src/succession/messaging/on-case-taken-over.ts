import { CaseTakenOver, CaseTakenOverV1, type Envelope } from '@guantong/contracts';
import { EventHandler, type HandlesEvent } from '@guantong/messaging';
import type { Tx } from '@guantong/persistence';
import { AssignToDutyOfficer } from '../../case/application/assign-to-duty-officer.js';

/** A hazard that nobody has taken up goes to the safety officer on duty at the unit that has it now. */
@EventHandler(CaseTakenOver, import.meta.url)
export class OnCaseTakenOver implements HandlesEvent<CaseTakenOverV1> {
  constructor(private readonly assign: AssignToDutyOfficer) {}

  async handle(event: Envelope<CaseTakenOverV1>, tx: Tx): Promise<void> {
    if (event.data.kind === 'hazard') await this.assign.run(tx, event.data);
  }
}
