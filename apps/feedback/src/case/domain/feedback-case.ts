import {
  CASE_STATE_NAMES,
  type CaseKind,
  type CaseState,
  type CaseStep,
  type CaseSubmitter,
  fail,
} from '@guantong/contracts';
import { type CaseAction, stateAfter } from './case-states.js';

/** One thing that a worker said, and what becomes of it. Loaded locked: see `FindCase`. */
export class FeedbackCase {
  id: string;
  number: string;
  kind: CaseKind;
  state: CaseState;
  /** Grows by one with every change; the history has an entry for each. */
  version: number;
  submittedBy: CaseSubmitter;
  workerId: string | null;
  onBehalfAccountId: string | null;
  receiptHash: Buffer | null;
  text: string;
  originUnitId: string;
  aboutUnitId: string | null;
  hiddenFromUnitId: string | null;
  ownerUnitId: string;
  chainSeq: number;
  step: CaseStep | null;
  /** By the database's clock. Null with a step: the clock starts with the next coarse tick, or has rung at the city. */
  dueAt: Date | null;
  breached: boolean;
  assigneeAccountId: string | null;
  assigneeUnitId: string | null;
  reopenCount: number;
  satisfaction: number | null;
  urgedOn: string | null;
  submittedOn: string;
  submittedAt: Date | null;

  isAnonymous(): boolean {
    return this.submittedBy === 'ANONYMOUS';
  }

  /** @throws CASE_CHANGED when the caller decided on an older version */
  mustBeAt(version: number | undefined): void {
    if (version !== undefined && version !== this.version) throw fail('CASE_CHANGED');
  }

  acknowledge(): void {
    if (this.state === 'ASSIGNED' && this.step !== 'ACKNOWLEDGE') throw fail('CASE_ALREADY_ACKNOWLEDGED');
    this.apply('acknowledge');
  }

  assign(accountId: string, unitId: string): void {
    this.apply('assign');
    this.assigneeAccountId = accountId;
    this.assigneeUnitId = unitId;
  }

  /** The clock for acknowledging goes on: a machine has assigned it, no human has seen it yet. */
  assignOnDuty(accountId: string, unitId: string): void {
    this.apply('assign_on_duty');
    this.assigneeAccountId = accountId;
    this.assigneeUnitId = unitId;
  }

  /** To the unit above, or back to one below; it has to be acknowledged there. */
  moveTo(unitId: string, action: 'raise' | 'return'): void {
    this.apply(action);
    this.ownerUnitId = unitId;
    this.chainSeq++;
    this.assigneeAccountId = null;
    this.assigneeUnitId = null;
  }

  reply(): void {
    this.apply('reply');
  }

  resolve(): void {
    this.apply('resolve');
  }

  confirm(satisfaction: number): void {
    this.apply('confirm');
    this.satisfaction = satisfaction;
    this.stopClock();
  }

  /**
   * Back to work at the unit that said it was settled, with whoever had it: a new stay there, a new clock.
   * @param heirId the unit that has taken over from it; null when it still exists
   */
  reopen(heirId: string | null = null): void {
    this.apply('reopen');
    this.chainSeq++;
    this.reopenCount++;
    if (heirId === null) return;
    this.ownerUnitId = heirId;
    this.assigneeAccountId = null;
    this.assigneeUnitId = null;
  }

  withdraw(): void {
    this.apply('withdraw');
    this.stopClock();
  }

  /** @param today a calendar date; at most one urge on each */
  urge(today: string): void {
    if (this.urgedOn === today) throw fail('CASE_URGED_TODAY');
    this.apply('urge');
    this.urgedOn = today;
  }

  addMessage(): void {
    this.apply('add_message');
  }

  startClock(step: CaseStep, dueAt: Date | null): void {
    this.step = step;
    this.dueAt = dueAt;
  }

  private stopClock(): void {
    this.step = null;
    this.dueAt = null;
  }

  private apply(action: CaseAction): void {
    const next = stateAfter(action, this.state);
    if (!next) throw fail('CASE_STATE_FORBIDS', { state: this.state, stateZh: CASE_STATE_NAMES[this.state].zh });
    this.state = next;
    this.version++;
  }
}
