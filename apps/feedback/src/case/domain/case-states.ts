import { CASE_STATES, type CaseState, CLOSED_CASE_STATES } from '@guantong/contracts';

/** Everything that can be done to a case. Clocks escalate, breach and close; a change of the tree lets a successor take over. */
export const CASE_ACTIONS = [
  'acknowledge',
  'assign',
  'assign_on_duty',
  'raise',
  'return',
  'reply',
  'resolve',
  'confirm',
  'reopen',
  'withdraw',
  'urge',
  'add_message',
  'escalate',
  'breach',
  'close',
  'take_over',
] as const;
export type CaseAction = (typeof CASE_ACTIONS)[number];

export type TransitionTable = Record<CaseAction, Partial<Record<CaseState, CaseState>>>;

/**
 * Which action is allowed in which state, and the state after it. What is not here is refused.
 *
 * A case that arrives at another unit waits there to be acknowledged (SUBMITTED), whatever its state was before. One
 * given to the officer on duty is ASSIGNED at once but still waits for a human to acknowledge it: its clock goes on. With
 * a successor (take_over) work goes on where it was, without whoever it was assigned to; what nobody had acknowledged yet
 * is SUBMITTED.
 */
export const TRANSITIONS: TransitionTable = {
  acknowledge: { SUBMITTED: 'ACCEPTED', ASSIGNED: 'ASSIGNED' },
  assign: { ACCEPTED: 'ASSIGNED', ASSIGNED: 'ASSIGNED', REOPENED: 'ASSIGNED' },
  assign_on_duty: { SUBMITTED: 'ASSIGNED' },
  raise: { SUBMITTED: 'SUBMITTED', ACCEPTED: 'SUBMITTED', ASSIGNED: 'SUBMITTED', REOPENED: 'SUBMITTED' },
  return: { SUBMITTED: 'SUBMITTED', ACCEPTED: 'SUBMITTED', ASSIGNED: 'SUBMITTED', REOPENED: 'SUBMITTED' },
  reply: { ACCEPTED: 'ACCEPTED', ASSIGNED: 'ASSIGNED', REOPENED: 'REOPENED' },
  resolve: { ACCEPTED: 'RESOLVED', ASSIGNED: 'RESOLVED', REOPENED: 'RESOLVED' },
  confirm: { RESOLVED: 'CONFIRMED' },
  reopen: { RESOLVED: 'REOPENED', CLOSED_UNCONFIRMED: 'REOPENED' },
  withdraw: { SUBMITTED: 'WITHDRAWN', ACCEPTED: 'WITHDRAWN', ASSIGNED: 'WITHDRAWN', REOPENED: 'WITHDRAWN' },
  urge: { SUBMITTED: 'SUBMITTED', ACCEPTED: 'ACCEPTED', ASSIGNED: 'ASSIGNED', REOPENED: 'REOPENED' },
  add_message: {
    SUBMITTED: 'SUBMITTED',
    ACCEPTED: 'ACCEPTED',
    ASSIGNED: 'ASSIGNED',
    REOPENED: 'REOPENED',
    RESOLVED: 'RESOLVED',
  },
  escalate: { SUBMITTED: 'SUBMITTED', ACCEPTED: 'SUBMITTED', ASSIGNED: 'SUBMITTED', REOPENED: 'SUBMITTED' },
  breach: { SUBMITTED: 'SUBMITTED', ACCEPTED: 'ACCEPTED', ASSIGNED: 'ASSIGNED', REOPENED: 'REOPENED' },
  close: { RESOLVED: 'CLOSED_UNCONFIRMED' },
  take_over: { SUBMITTED: 'SUBMITTED', ACCEPTED: 'ACCEPTED', ASSIGNED: 'ACCEPTED', REOPENED: 'REOPENED' },
};

export const INITIAL_STATE: CaseState = 'SUBMITTED';

export const stateAfter = (action: CaseAction, state: CaseState): CaseState | undefined => TRANSITIONS[action][state];

/** Faults of a table: a state nobody can reach, one nobody can leave though it is not closed. Empty when it is sound. */
export function faultsOf(table: TransitionTable): string[] {
  const edges = Object.values(table).flatMap((moves) => Object.entries(moves) as [CaseState, CaseState][]);
  const reached = new Set<CaseState>([INITIAL_STATE]);
  for (let before = 0; before !== reached.size;) {
    before = reached.size;
    for (const [from, to] of edges) if (reached.has(from)) reached.add(to);
  }
  const left = new Set(edges.filter(([from, to]) => from !== to).map(([from]) => from));
  const closed: readonly CaseState[] = CLOSED_CASE_STATES;
  return [
    ...CASE_STATES.filter((s) => !reached.has(s)).map((s) => `${s} cannot be reached`),
    ...CASE_STATES.filter((s) => !left.has(s) && !closed.includes(s)).map((s) => `${s} cannot be left`),
    ...edges
      .filter(([from, to]) => !CASE_STATES.includes(from) || !CASE_STATES.includes(to))
      .map(([a, b]) => `${a} or ${b} is unknown`),
  ];
}

/** Called when the service is put together: a wrong table stops the start. */
export function checkTransitions(table: TransitionTable = TRANSITIONS): void {
  const faults = faultsOf(table);
  if (faults.length > 0) throw new Error(`The states of a case are not sound: ${faults.join('; ')}`);
}

/** The table as a Mermaid diagram; FLOW.md shows it, and a test compares the two. Actions that change no state are left out. */
export function drawTransitions(table: TransitionTable = TRANSITIONS): string {
  const labels = new Map<string, CaseAction[]>();
  for (const action of CASE_ACTIONS) {
    for (const [from, to] of Object.entries(table[action])) {
      if (from !== to) labels.set(`${from} --> ${to}`, [...(labels.get(`${from} --> ${to}`) ?? []), action]);
    }
  }
  const arrows = [...labels].map(([arrow, actions]) => `  ${arrow}: ${actions.join(', ')}`);
  return ['stateDiagram-v2', `  [*] --> ${INITIAL_STATE}: submit`, ...arrows].join('\n');
}
