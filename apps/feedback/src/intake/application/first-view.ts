import { CASE_STATES, type CaseUnit, type WorkerCase } from '@guantong/contracts';
import { workerActionsIn } from '../../case/application/worker-actions.js';
import type { TakenIn } from './take-in.js';

/**
 * A new case as its worker sees it, made from what was just written: reading it back takes as long as writing it.
 * A test holds it against the view that is read.
 */
export function firstView({ id, number, request, submittedBy, route, owner, ...written }: TakenIn): WorkerCase {
  const unit: CaseUnit = { unitId: owner.unitId, name: owner.name, tier: owner.tier };
  const { submittedOn, submittedAt, dueAt, photos } = written;
  const [state] = CASE_STATES;
  return {
    caseId: id,
    number,
    kind: request.kind,
    state,
    version: 1,
    excerpt: Array.from(request.text).slice(0, 120).join(''),
    submittedBy,
    owner: unit,
    step: 'ACKNOWLEDGE',
    dueAt,
    breached: false,
    submittedOn,
    submittedAt,
    text: request.text,
    satisfaction: null,
    history: [{ seq: 1, what: 'SUBMITTED', state, unit, by: 'WORKER', text: null, on: submittedOn, at: submittedAt }],
    chain: [
      {
        seq: 1,
        unit,
        reason: route.reason,
        arrivedOn: submittedOn,
        arrivedAt: submittedAt,
        acknowledgedAt: null,
        leftAt: null,
      },
    ],
    replies: [],
    attachments: photos,
    actions: workerActionsIn(state),
  };
}
