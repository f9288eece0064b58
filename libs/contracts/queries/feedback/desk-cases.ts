import { Dictionary, Flag, Id, Int, ListOf, OneOf, Text } from '../../fields.js';
import { defineQuery } from '../../rpc-definition.js';
import { CASE_KINDS, CASE_STATES, type CaseKind, type CaseState } from '../../vocabulary/cases.js';
import { DeskCase, DeskCaseSummary } from './case-views.js';
import { CaseIdRequest } from './worker-cases.js';

export class CaseFilter {
  @OneOf(CASE_STATES, { optional: true }) state?: CaseState;
  @OneOf(CASE_KINDS, { optional: true }) kind?: CaseKind;
  @OneOf(['me'], { optional: true, about: 'Only what is assigned to the caller' }) assignee?: 'me';
  @Flag({ optional: true, about: 'true: only what is past its time, or was at the city' }) overdue?: boolean;
  @Id({ optional: true, about: 'Only what this unit has now' }) unitId?: string;
  @Text({ optional: true, max: 20, about: 'The number as people read it out' }) number?: string;
}
export class DeskCasesRequest extends CaseFilter {
  @Text({ optional: true, max: 100, about: '`next` of the page before' }) cursor?: string;
  @Int({ optional: true, min: 1, max: 100 }) limit?: number;
}
export class DeskCasePage {
  @ListOf(() => DeskCaseSummary) items: DeskCaseSummary[];
  @Text({ nullable: true }) next: string | null;
}
/** Cases that are or were with a unit of the caller's, latest first. */
export const DeskCases = defineQuery<DeskCasePage>()('feedback.case.list', DeskCasesRequest);

export class CaseCounts {
  @Dictionary({ values: 'integer', about: 'How many in each state; states without any are left out' }) byState: Record<
    string,
    number
  >;
  @Int({ about: 'Past their time now, or at the city' }) overdue: number;
  @Int({ about: 'Assigned to the caller and open' }) mine: number;
}
export const DeskCaseCounts = defineQuery<CaseCounts>()('feedback.case.count', CaseFilter);

export const DeskCaseById = defineQuery<DeskCase>()('feedback.case.get', CaseIdRequest);
