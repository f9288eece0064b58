import type { CaseChange } from '@guantong/contracts';
import type { TakenIn } from './take-in.js';

/** What the event of a new case tells. */
export const firstChange = ({ id, request, route }: TakenIn): CaseChange => ({
  caseId: id,
  kind: request.kind,
  unitId: route.unitId,
  unitIds: [route.unitId],
  chainSeq: 1,
  state: 'SUBMITTED',
  version: 1,
});
