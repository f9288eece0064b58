type Named<K extends string> = Record<K, { zh: string; en: string }>;

export const CASE_KINDS = ['hazard', 'daily_work', 'daily_life', 'wages', 'complaint', 'suggestion'] as const;
export type CaseKind = (typeof CASE_KINDS)[number];
export const CASE_KIND_NAMES: Named<CaseKind> = {
  hazard: { zh: '安全隐患', en: 'Safety hazard' },
  daily_work: { zh: '工作诉求', en: 'Work matter' },
  daily_life: { zh: '生活诉求', en: 'Daily life' },
  wages: { zh: '工资待遇', en: 'Wages' },
  complaint: { zh: '投诉', en: 'Complaint' },
  suggestion: { zh: '建议', en: 'Suggestion' },
};

export const CASE_STATES = [
  'SUBMITTED',
  'ACCEPTED',
  'ASSIGNED',
  'RESOLVED',
  'REOPENED',
  'CONFIRMED',
  'CLOSED_UNCONFIRMED',
  'WITHDRAWN',
] as const;
export type CaseState = (typeof CASE_STATES)[number];
export const CASE_STATE_NAMES: Named<CaseState> = {
  SUBMITTED: { zh: '待受理', en: 'Waiting to be acknowledged' },
  ACCEPTED: { zh: '已受理', en: 'Acknowledged' },
  ASSIGNED: { zh: '已交办', en: 'Assigned' },
  RESOLVED: { zh: '已办结，待确认', en: 'Settled, to be confirmed' },
  REOPENED: { zh: '重办', en: 'Reopened' },
  CONFIRMED: { zh: '已确认归档', en: 'Confirmed' },
  CLOSED_UNCONFIRMED: { zh: '到期归档（未经确认）', en: 'Closed without confirmation' },
  WITHDRAWN: { zh: '已撤回', en: 'Withdrawn' },
};

/** Somebody at a union still has to do something. */
export const OPEN_CASE_STATES = [
  'SUBMITTED',
  'ACCEPTED',
  'ASSIGNED',
  'REOPENED',
] as const satisfies readonly CaseState[];
/** Nobody works on it any more. Closed is not the same as settled: see SETTLED_CASE_STATES. */
export const CLOSED_CASE_STATES = [
  'CONFIRMED',
  'CLOSED_UNCONFIRMED',
  'WITHDRAWN',
] as const satisfies readonly CaseState[];
/** Settled, by the word of the one who asked. Nothing else counts as such in any figure. */
export const SETTLED_CASE_STATES = ['CONFIRMED'] as const satisfies readonly CaseState[];

/** The steps a clock runs for. */
export const CASE_STEPS = ['ACKNOWLEDGE', 'RESOLVE', 'CONFIRM'] as const;
export type CaseStep = (typeof CASE_STEPS)[number];
export const CASE_STEP_NAMES: Named<CaseStep> = {
  ACKNOWLEDGE: { zh: '受理', en: 'Acknowledge' },
  RESOLVE: { zh: '办结', en: 'Settle' },
  CONFIRM: { zh: '职工确认', en: 'Confirm' },
};

/** Who wrote it down. ON_BEHALF: a cadre, for a worker who cannot. */
export const CASE_SUBMITTERS = ['WORKER', 'ON_BEHALF', 'ANONYMOUS'] as const;
export type CaseSubmitter = (typeof CASE_SUBMITTERS)[number];
export const CASE_SUBMITTER_NAMES: Named<CaseSubmitter> = {
  WORKER: { zh: '职工本人', en: 'The worker' },
  ON_BEHALF: { zh: '干部代为登记', en: 'A cadre on behalf of a worker' },
  ANONYMOUS: { zh: '匿名', en: 'Anonymous' },
};

/**
 * Why a case came to a unit. ROUTED: past the unit it is about, or past one that no longer exists. MERGED, DISSOLVED: what
 * became of the unit that had it.
 */
export const CASE_ARRIVALS = [
  'SUBMITTED',
  'ROUTED',
  'BREACH',
  'RAISED',
  'RETURNED',
  'REOPENED',
  'MERGED',
  'DISSOLVED',
] as const;
export type CaseArrival = (typeof CASE_ARRIVALS)[number];
export const CASE_ARRIVAL_NAMES: Named<CaseArrival> = {
  SUBMITTED: { zh: '提交', en: 'Submitted' },
  ROUTED: { zh: '越级转送', en: 'Routed past the unit below' },
  BREACH: { zh: '超时提级', en: 'Time limit passed below' },
  RAISED: { zh: '主动上报', en: 'Passed up by hand' },
  RETURNED: { zh: '退回', en: 'Returned from above' },
  REOPENED: { zh: '重办', en: 'Reopened' },
  MERGED: { zh: '因工会合并接办', en: 'Taken over in a merger' },
  DISSOLVED: { zh: '因工会撤销接办', en: 'Taken over from a dissolved unit' },
};

/** What can stand in a case's history. ERASED: its words are gone, because the worker wanted it so. */
export const CASE_HISTORY = [
  'SUBMITTED',
  'ACKNOWLEDGED',
  'ASSIGNED',
  'ESCALATED',
  'RAISED',
  'RETURNED',
  'REPLIED',
  'RESOLVED',
  'CONFIRMED',
  'REOPENED',
  'WITHDRAWN',
  'MESSAGE',
  'URGED',
  'BREACHED',
  'CLOSED',
  'TAKEN_OVER',
  'ERASED',
] as const;
export type CaseHistoryEntry = (typeof CASE_HISTORY)[number];
/** Entries whose text the worker sees as well; the text of the others is between union staff. */
export const CASE_HISTORY_PUBLIC_TEXT = [
  'MESSAGE',
  'REOPENED',
  'CONFIRMED',
  'WITHDRAWN',
  'TAKEN_OVER',
  'ERASED',
] as const satisfies readonly CaseHistoryEntry[];
/** What stands in place of every text of a case whose worker had everything erased. */
export const ERASED_TEXT = '本人已要求删除';

/** From this mark of 1 to 5 on, a worker counts as satisfied. */
export const SATISFIED_FROM = 4;
