import { CASE_STATES, type CaseState } from '@guantong/contracts';
import {
  CASE_ACTIONS,
  type CaseAction,
  checkTransitions,
  drawTransitions,
  faultsOf,
  stateAfter,
  TRANSITIONS,
} from './case-states.js';
import { FeedbackCase } from './feedback-case.js';

const inState = (state: CaseState): FeedbackCase =>
  Object.assign(new FeedbackCase(), {
    state,
    version: 7,
    chainSeq: 2,
    reopenCount: 0,
    step: 'ACKNOWLEDGE',
    urgedOn: null,
  });

/** What a person can do, on the domain object; clocks work on sets, see due-cases-repository.ts. */
const DO: Partial<Record<CaseAction, (c: FeedbackCase) => void>> = {
  acknowledge: (c) => c.acknowledge(),
  assign: (c) => c.assign('account', 'unit'),
  assign_on_duty: (c) => c.assignOnDuty('account', 'unit'),
  raise: (c) => c.moveTo('unit', 'raise'),
  return: (c) => c.moveTo('unit', 'return'),
  reply: (c) => c.reply(),
  resolve: (c) => c.resolve(),
  confirm: (c) => c.confirm(5),
  reopen: (c) => c.reopen(),
  withdraw: (c) => c.withdraw(),
  urge: (c) => c.urge('2026-03-08'),
  add_message: (c) => c.addMessage(),
};
const pairs = Object.keys(DO).flatMap((action) => CASE_STATES.map((state) => [action as CaseAction, state] as const));
const allowed = pairs.filter(([action, state]) => stateAfter(action, state));
const forbidden = pairs.filter(([action, state]) => !stateAfter(action, state));

describe('the states of a case', () => {
  it('are sound: every state can be reached, and every state that is not closed can be left', () => {
    expect(faultsOf(TRANSITIONS)).toEqual([]);
  });

  it('stop the start when they are not (the control)', () => {
    expect(() => checkTransitions({ ...TRANSITIONS, resolve: {} })).toThrow(/RESOLVED cannot be reached/);
    expect(() => checkTransitions({ ...TRANSITIONS, confirm: {}, reopen: {}, close: {} })).toThrow(
      /RESOLVED cannot be left/,
    );
  });

  it('are only changed by what the table knows', () => {
    expect(Object.keys(TRANSITIONS).toSorted()).toEqual([...CASE_ACTIONS].toSorted());
  });

  it.each(allowed)('%s is allowed in %s', (action, state) => {
    const c = inState(state);
    DO[action]?.(c);
    expect([c.state, c.version]).toEqual([stateAfter(action, state), 8]);
  });

  it.each(forbidden)('%s is refused in %s, and changes nothing', (action, state) => {
    const c = inState(state);
    expect(() => DO[action]?.(c)).toThrow(expect.objectContaining({ code: 'CASE_STATE_FORBIDS' }));
    expect([c.state, c.version, c.chainSeq]).toEqual([state, 7, 2]);
  });

  it('acknowledging twice is refused: it would say nothing', () => {
    const c = Object.assign(inState('ASSIGNED'), { step: 'RESOLVE' });
    expect(() => c.acknowledge()).toThrow(expect.objectContaining({ code: 'CASE_ALREADY_ACKNOWLEDGED' }));
  });

  it('closed without confirmation is reached by the clock alone, and never from there to confirmed', () => {
    const into = CASE_ACTIONS.filter((a) => Object.values(TRANSITIONS[a]).includes('CLOSED_UNCONFIRMED'));
    expect(into).toEqual(['close']);
    expect(stateAfter('confirm', 'CLOSED_UNCONFIRMED')).toBeUndefined();
  });

  it('can be drawn', () => {
    expect(drawTransitions()).toContain('SUBMITTED --> ACCEPTED: acknowledge');
  });
});
