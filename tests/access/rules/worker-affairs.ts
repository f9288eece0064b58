import {
  AddSecondMember,
  AddSecondUnion,
  AgreeToTransfer,
  ApplyToJoin,
  ApproveJoining,
  AskOwnTransfer,
  AskTransferFor,
  AskTransferHere,
  DEPARTURE_PHRASE,
  EndOwnSecondUnion,
  EndSecondUnion,
  GetJoinCode,
  JoiningByReceipt,
  Joinings,
  LeaveUnion,
  ObjectToTransferFor,
  OwnTransfers,
  ReadJoining,
  RecordDeparture,
  RefuseJoining,
  RefuseTransfer,
  RenewJoinCode,
  SecondMembers,
  TakeDepartureBack,
  UnitTransfers,
  WithdrawJoining,
  WithdrawTransfer,
  WorkerUnions,
} from '@guantong/contracts';
import { WHO_GOES } from '../city/access-city.js';
import { canary } from '../city/canaries.js';
import type { Ids } from '../city/subject.js';
import { unused } from '../city/unused.js';
import type { Rule, Who } from './rule.js';

const ROSTER: Who = { staff: 'roster.manage' };
const FOR_WORKERS: Who = { staff: 'worker.act_for' };
const OWNER: Who = { owner: 'WORKER' };

const unit = ({ unitId }: Ids) => ({ unitId });
const worker = ({ workerId }: Ids) => ({ workerId });
const workerInUnit = ({ workerId, unitId }: Ids) => ({ workerId, unitId });
const joining = ({ joiningId }: Ids) => ({ joiningId });
const receipt = ({ receipt: given }: Ids) => ({ receipt: given });
const transfer = ({ transferId }: Ids) => ({ transferId });
const refused = (its: Ids) => ({ ...transfer(its), reason: '不同意' });
/** Whoever holds the card knows the name on it. */
const byCard = (its: Ids) => ({
  ...unit(its),
  ...{ cardNumber: canary('workerCard', 'sweepers', WHO_GOES), name: canary('workerName', 'sweepers', WHO_GOES) },
});
/** Both unions know the person, and each other. */
const BOTH_KNOW = ['workerName', 'workerTrade', 'workerCard', 'unitName'] as const;

const JOINING: Rule[] = [
  { rpc: GetJoinCode, operations: ['Joinings_code'], may: ROSTER, of: 'union', request: unit },
  { rpc: RenewJoinCode, operations: ['Joinings_renewCode'], may: ROSTER, of: 'union', request: unit },
  { rpc: Joinings, operations: ['Joinings_list'], may: ROSTER, of: 'union', request: unit },
  { rpc: ReadJoining, operations: ['Joinings_read'], may: ROSTER, of: 'joining', request: joining },
  { rpc: ApproveJoining, operations: ['Joinings_approve'], may: ROSTER, of: 'joining', request: joining },
  {
    ...{ rpc: RefuseJoining, operations: ['Joinings_refuse'], may: ROSTER, of: 'joining' },
    request: (its) => ({ ...joining(its), reason: '不在本单位' }),
  },
  // Whoever has the code stands before the notice board; whoever has the receipt is the one who applied
  {
    ...{ rpc: ApplyToJoin, operations: ['OpenJoinings_apply'], may: 'EVERYBODY', of: 'joining', shows: ['unitName'] },
    request: ({ code }) => ({
      ...{ code, name: `想入会${unused()}`, sex: 'F', birthDate: '1990-01-01', phone: '13900000000' },
      ...{ schooling: 'primary', employmentForm: 'migrant' },
    }),
  },
  {
    ...{ rpc: JoiningByReceipt, operations: ['OpenJoinings_lookup'], may: 'EVERYBODY', of: 'joining' },
    ...{ request: receipt, shows: ['unitName'] },
  },
  {
    ...{ rpc: WithdrawJoining, operations: ['OpenJoinings_withdraw'], may: 'EVERYBODY', of: 'joining' },
    ...{ request: receipt, shows: ['unitName'] },
  },
];

const TRANSFERS: Rule[] = [
  {
    ...{ rpc: UnitTransfers, operations: ['Transfers_list'], may: ROSTER, of: 'union', request: unit },
    shows: BOTH_KNOW,
  },
  {
    ...{ rpc: AskTransferHere, operations: ['Transfers_askHere'], may: ROSTER, of: 'unionThatWants', request: byCard },
    shows: BOTH_KNOW,
  },
  {
    ...{ rpc: AskTransferFor, operations: ['Transfers_askFor'], may: FOR_WORKERS, of: 'whoGoes', shows: BOTH_KNOW },
    request: (its) => ({ ...workerInUnit(its), kind: 'SECOND', onBehalf: true }),
  },
  {
    ...{ rpc: AgreeToTransfer, operations: ['Transfers_agree'], may: ROSTER, of: 'transfer', request: transfer },
    shows: BOTH_KNOW,
  },
  {
    ...{ rpc: RefuseTransfer, operations: ['Transfers_refuse'], may: ROSTER, of: 'transfer', request: refused },
    shows: BOTH_KNOW,
  },
  {
    ...{ rpc: ObjectToTransferFor, operations: ['Transfers_objectFor'], may: FOR_WORKERS, of: 'transferFrom' },
    ...{ request: refused, shows: BOTH_KNOW },
  },
  {
    ...{ rpc: WithdrawTransfer, operations: ['Transfers_withdraw'], may: ROSTER, of: 'transfer', request: transfer },
    ...{ thenRefusedWith: 'FORBIDDEN', neverSucceeds: 'the worker asked, and nobody else takes it back' },
  },
  {
    // the union that the worker is to go to knows of it, and is told that it is not for it to take back
    ...{ rpc: WithdrawTransfer, operations: ['Transfers_withdraw'], of: 'transferAskedByUnion', request: transfer },
    ...{ may: { staff: 'roster.manage', seenWith: 'roster.manage' }, shows: BOTH_KNOW },
  },
  { rpc: OwnTransfers, operations: ['WorkerTransfers_list'], may: 'ANY_WORKER', request: () => ({}), shows: BOTH_KNOW },
  {
    ...{
      rpc: AskOwnTransfer,
      operations: ['WorkerTransfers_ask'],
      may: 'ANY_WORKER',
      of: 'unionToAskFor',
      shows: BOTH_KNOW,
    },
    request: (its) => ({ ...unit(its), kind: 'SECOND' }),
  },
  { operations: ['WorkerTransfers_agree'], may: OWNER, of: 'ownTransfer', request: transfer, shows: BOTH_KNOW },
  { operations: ['WorkerTransfers_refuse'], may: OWNER, of: 'ownTransfer', request: refused, shows: BOTH_KNOW },
  { operations: ['WorkerTransfers_withdraw'], may: OWNER, of: 'ownTransfer', request: transfer, shows: BOTH_KNOW },
];

const UNIONS: Rule[] = [
  {
    ...{ rpc: WorkerUnions, operations: ['WorkerUnions_list'], may: { staff: 'worker.names.read' }, of: 'worker' },
    request: worker,
  },
  {
    ...{ rpc: SecondMembers, operations: ['WorkerUnions_members'], may: { staff: 'worker.names.read' }, of: 'union' },
    ...{ request: unit, shows: BOTH_KNOW },
  },
  {
    ...{ rpc: AddSecondUnion, operations: ['WorkerUnions_add'], may: ROSTER, of: 'whoGoes', request: workerInUnit },
    shows: BOTH_KNOW,
  },
  {
    ...{
      rpc: EndSecondUnion,
      operations: ['WorkerUnions_end'],
      may: ROSTER,
      of: 'secondMember',
      request: workerInUnit,
    },
    thenRefusedWith: 'NOT_FOUND',
  },
  { rpc: AddSecondMember, operations: ['WorkerUnions_addMember'], may: ROSTER, of: 'unionThatWants', request: byCard },
  {
    ...{ rpc: EndOwnSecondUnion, operations: ['WorkerTransfers_leaveSecond'], may: OWNER, of: 'ownSecondUnion' },
    ...{ request: unit, shows: BOTH_KNOW },
  },
];

const DEPARTURES: Rule[] = [
  {
    ...{ rpc: RecordDeparture, operations: ['Departures_record'], may: ROSTER, of: 'whoGoes' },
    request: (its) => ({ ...worker(its), kind: 'LEFT', on: '2026-01-05' }),
  },
  {
    ...{ rpc: TakeDepartureBack, operations: ['Departures_takeBack'], may: ROSTER, of: 'whoLeft', request: worker },
  },
  {
    ...{ rpc: LeaveUnion, operations: ['WorkerFarewell_leave'], may: OWNER, of: 'whoLeaves' },
    request: () => ({ phrase: DEPARTURE_PHRASE }),
    onlyByItsOwner: 'whoever asks is gone',
  },
];

export const WORKER_AFFAIRS_RULES: readonly Rule[] = [...JOINING, ...TRANSFERS, ...UNIONS, ...DEPARTURES];
