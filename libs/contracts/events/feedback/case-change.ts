import { Id, IdList, Int, OneOf } from '../../fields.js';
import { CASE_KINDS, CASE_STATES, type CaseKind, type CaseState } from '../../vocabulary/cases.js';

/**
 * What every event of a case carries: ids, state and version. No text and no person; and never the unit where it was
 * submitted, which for a complaint may be the accused one.
 */
export class CaseChange {
  @Id() caseId: string;
  @OneOf(CASE_KINDS) kind: CaseKind;
  /** The unit that has it now. */
  @Id() unitId: string;
  /** Every unit that has it or had it, and may see it; the present one included. */
  @IdList({ min: 1, max: 100 }) unitIds: string[];
  /** Counts the stays; grows when it moves to another unit or is reopened. */
  @Int({ min: 1 }) chainSeq: number;
  @OneOf(CASE_STATES) state: CaseState;
  /** Grows with every change; a lower one is out of date. */
  @Int({ min: 1 }) version: number;
}
