import {
  AcknowledgeCase,
  AddMessageByCode,
  AddMessageToCase,
  AssignCase,
  CaseByCode,
  type CaseCounts,
  CaseFigures,
  type CaseFiguresView,
  ConfirmCase,
  ConfirmCaseByCode,
  DeskCaseById,
  DeskCaseCounts,
  type DeskCasePage,
  DeskCases,
  MyCase,
  MyCases,
  RaiseCase,
  ReadAttachment,
  ReopenCase,
  ReopenCaseByCode,
  ReplyToCase,
  ResolveCase,
  ReturnCase,
  SetSlaPolicy,
  SlaPolicies,
  StoreAttachment,
  SubmitCase,
  SubmitCaseAnonymously,
  SubmitCaseForWorker,
  UrgeCase,
  WithdrawCase,
  WithdrawCaseByCode,
} from '@guantong/contracts';
import { buildPhoto } from '../../../apps/feedback/src/testing/build-photo.js';
import type { Ids } from '../city/subject.js';
import { photoFile } from './files.js';
import type { Rule, Who } from './rule.js';

const READERS: Who = { staff: 'case.read' };
/** A case shows where it comes from. */
const ITS_UNITS = ['unitName'] as const;
const HANDLERS: Who = { staff: 'case.handle', seenWith: 'case.read' };
const OWNER: Who = { owner: 'WORKER' };

const unit = ({ unitId }: Ids) => ({ unitId });
const theCase = ({ caseId }: Ids) => ({ caseId });
const byCode = ({ receiptCode }: Ids) => ({ receiptCode });

const DESK: Rule[] = [
  {
    ...{ rpc: DeskCases, operations: ['DeskCases_list', 'DeskCaseLive_list'], may: READERS },
    request: () => ({ limit: 100 }),
    shows: ITS_UNITS,
    lists: { kind: 'case', id: 'caseId', found: ({ items }: DeskCasePage) => items.map((item) => item.caseId) },
  },
  {
    ...{ rpc: DeskCases, operations: ['DeskCases_list'], may: READERS, of: 'unit', leavesOut: true },
    ...{ request: unit, shows: ITS_UNITS },
  },
  {
    ...{ rpc: DeskCaseCounts, operations: ['DeskCases_count'], may: READERS, request: () => ({}) },
    counts: { kind: 'case', counted: ({ byState }: CaseCounts) => Object.values(byState).reduce((a, b) => a + b, 0) },
  },
  {
    ...{ rpc: DeskCaseCounts, operations: ['DeskCases_count'], may: READERS, of: 'unit', leavesOut: true },
    request: unit,
  },
  {
    ...{ rpc: DeskCaseById, operations: ['DeskCases_get', 'DeskCaseLive_one'], may: READERS },
    ...{ of: 'acknowledgedCase', request: theCase, shows: ITS_UNITS },
  },
  {
    ...{ rpc: SubmitCaseForWorker, operations: ['DeskCases_submit'] },
    ...{ may: { staff: 'case.submit_for_worker' }, of: 'union' },
    request: ({ unitId }) => ({ unitId, kind: 'wages', text: '代为登记' }),
  },
  {
    ...{ rpc: AcknowledgeCase, operations: ['DeskCaseSteps_acknowledge'] },
    ...{ may: HANDLERS, of: 'case', request: theCase, shows: ITS_UNITS },
  },
  {
    ...{ rpc: AssignCase, operations: ['DeskCaseSteps_assign'], may: HANDLERS, of: 'acknowledgedCase' },
    request: ({ caseId, accountId }) => ({ caseId, accountId }),
    shows: ITS_UNITS,
  },
  {
    ...{ rpc: RaiseCase, operations: ['DeskCaseSteps_raise'], may: HANDLERS, of: 'acknowledgedCase' },
    request: ({ caseId }) => ({ caseId, reason: '需要上级' }),
    thenRefusedWith: 'CASE_ELSEWHERE',
    shows: ITS_UNITS,
  },
  {
    ...{ rpc: ReturnCase, operations: ['DeskCaseSteps_return'], may: HANDLERS, of: 'raisedCase' },
    request: ({ caseId }) => ({ caseId, reason: '请先办' }),
    thenRefusedWith: 'CASE_ELSEWHERE',
    shows: ITS_UNITS,
  },
  {
    ...{ rpc: ReplyToCase, operations: ['DeskCaseSteps_reply'], may: HANDLERS, of: 'acknowledgedCase' },
    request: ({ caseId }) => ({ caseId, text: '已在办' }),
    shows: ITS_UNITS,
  },
  {
    ...{ rpc: ResolveCase, operations: ['DeskCaseSteps_resolve'], may: HANDLERS, of: 'acknowledgedCase' },
    request: ({ caseId }) => ({ caseId, text: '已办结' }),
    shows: ITS_UNITS,
  },
  { rpc: SlaPolicies, operations: ['CaseTerms_limits'], may: READERS, of: 'unit', request: unit },
  {
    ...{ rpc: SetSlaPolicy, operations: ['CaseTerms_setLimits'], may: { staff: 'sla.manage' }, of: 'unit' },
    request: ({ unitId }) => ({ unitId, kind: 'wages', acknowledge: 'PT2H' }),
  },
  {
    ...{ rpc: CaseFigures, operations: ['CaseTerms_figures'], may: READERS, of: 'unit', request: unit },
    lines: ({ own, children }: CaseFiguresView) => [own, ...children].map((figures) => figures.unit.unitId),
  },
];

const WORKER: Rule[] = [
  {
    ...{ rpc: SubmitCase, operations: ['WorkerCases_submit'], may: 'ANY_WORKER' },
    request: () => ({ kind: 'wages', text: '工资少了' }),
  },
  { rpc: MyCases, operations: ['WorkerCases_list'], may: 'ANY_WORKER', request: () => ({}) },
  { rpc: MyCase, operations: ['WorkerCases_get', 'WorkerCaseLive_one'], may: OWNER, of: 'ownCase', request: theCase },
  {
    ...{ rpc: ConfirmCase, operations: ['WorkerCaseSteps_confirm'], may: OWNER, of: 'ownResolvedCase' },
    request: ({ caseId }) => ({ caseId, satisfaction: 5 }),
  },
  {
    ...{ rpc: ReopenCase, operations: ['WorkerCaseSteps_reopen'], may: OWNER, of: 'ownResolvedCase' },
    request: ({ caseId }) => ({ caseId, reason: '没有办好' }),
  },
  { rpc: WithdrawCase, operations: ['WorkerCaseSteps_withdraw'], may: OWNER, of: 'ownCase', request: theCase },
  {
    ...{ rpc: AddMessageToCase, operations: ['WorkerCaseSteps_message'], may: OWNER, of: 'ownCase' },
    request: ({ caseId }) => ({ caseId, text: '补充' }),
  },
  { rpc: UrgeCase, operations: ['WorkerCaseSteps_urge'], may: OWNER, of: 'ownCase', request: theCase },
];

/** Whoever has the receipt code is the one who submitted: there is nothing else to know. */
const OPEN: Rule[] = [
  {
    ...{ rpc: SubmitCaseAnonymously, operations: ['OpenCases_submit'], may: 'EVERYBODY', of: 'union' },
    request: ({ unitId }) => ({ unitId, kind: 'wages', text: '不便署名' }),
  },
  ...(
    [
      [CaseByCode, 'lookup', 'anonymousCase', {}],
      [ConfirmCaseByCode, 'confirm', 'anonymousResolvedCase', { satisfaction: 5 }],
      [ReopenCaseByCode, 'reopen', 'anonymousResolvedCase', { reason: '没有办好' }],
      [AddMessageByCode, 'message', 'anonymousCase', { text: '补充' }],
      [WithdrawCaseByCode, 'withdraw', 'anonymousCase', {}],
    ] as const
  ).map(([rpc, operation, of, more]): Rule => ({
    ...{ rpc, operations: [`OpenCases_${operation}`], may: 'EVERYBODY', of },
    request: (its) => ({ ...byCode(its), ...more }),
    shows: ['anonymousText', 'unitName'],
  })),
];

const PHOTOS: Rule[] = [
  { rpc: StoreAttachment, may: 'EVERYBODY', request: () => buildPhoto() },
  { operations: ['DeskAttachments_store'], may: { staff: 'case.submit_for_worker' }, upload: photoFile },
  { operations: ['WorkerAttachments_store'], may: 'ANY_WORKER', upload: photoFile },
  { operations: ['OpenAttachments_store'], may: 'EVERYBODY', upload: photoFile },
  {
    ...{ rpc: ReadAttachment, operations: ['DeskAttachments_read'], may: READERS, of: 'case' },
    request: ({ attachmentId }) => ({ attachmentId }),
  },
  {
    ...{ operations: ['WorkerAttachments_read'], may: OWNER, of: 'ownCase', reads: true },
    request: ({ attachmentId }) => ({ attachmentId }),
  },
];

export const FEEDBACK_RULES: readonly Rule[] = [...DESK, ...WORKER, ...OPEN, ...PHOTOS];
