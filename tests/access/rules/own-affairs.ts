import {
  ApproveCorrection,
  AskForCorrection,
  AskForErasure,
  ChangeOwnPhone,
  ChangePhoneFor,
  ConfirmErasure,
  CONSENT_TEXTS,
  Corrections,
  ERASURE_PHRASE,
  GetHeldAboutMe,
  GiveConsent,
  PreferencesOf,
  RefuseCorrection,
  SetOwnPreferences,
  SetPreferencesFor,
  WithdrawConsent,
  WithdrawCorrection,
} from '@guantong/contracts';
import type { Ids } from '../city/subject.js';
import { unused } from '../city/unused.js';
import type { Rule, Who } from './rule.js';

const ROSTER: Who = { staff: 'roster.manage' };
const FOR_WORKERS: Who = { staff: 'worker.act_for' };
const OWNER: Who = { owner: 'WORKER' };

const worker = ({ workerId }: Ids) => ({ workerId });
const correction = ({ correctionId }: Ids) => ({ correctionId });
const PREFERENCES = { reachBy: ['call'], quietFrom: '22:00', quietUntil: '07:00', noProfiling: true };
/** A number that nobody has. */
const PHONE = { phone: '13900000001' };

/** What a cadre does for a worker who cannot. */
const CONTACT: Rule[] = [
  {
    ...{ rpc: ChangePhoneFor, operations: ['WorkerContact_phone'], may: FOR_WORKERS, of: 'worker' },
    request: (its) => ({ ...worker(its), ...PHONE }),
  },
  {
    ...{ rpc: PreferencesOf, operations: ['WorkerContact_preferences'], may: { staff: 'worker.names.read' } },
    ...{ of: 'worker', request: worker },
  },
  {
    ...{ rpc: SetPreferencesFor, operations: ['WorkerContact_setPreferences'], may: FOR_WORKERS, of: 'worker' },
    request: (its) => ({ ...worker(its), ...PREFERENCES }),
  },
];

const CORRECTIONS: Rule[] = [
  {
    ...{ rpc: Corrections, operations: ['WorkerContact_corrections'], may: ROSTER, of: 'correction' },
    request: ({ unitId }) => ({ unitId }),
  },
  {
    ...{ rpc: ApproveCorrection, operations: ['WorkerContact_approve'], may: ROSTER, of: 'correction' },
    request: correction,
  },
  {
    ...{ rpc: RefuseCorrection, operations: ['WorkerContact_refuse'], may: ROSTER, of: 'correction' },
    request: (its) => ({ ...correction(its), reason: '与登记表一致' }),
  },
  {
    ...{ rpc: AskForCorrection, operations: ['WorkerData_correct'], may: 'ANY_WORKER', of: 'ownRecord' },
    request: () => ({ fields: { trade: `新工种${unused()}` } }),
  },
  {
    ...{ rpc: WithdrawCorrection, operations: ['WorkerData_withdrawCorrection'], may: OWNER, of: 'ownCorrection' },
    request: correction,
  },
];

/** What is held of the worker who asks. */
const OWN: Rule[] = [
  { rpc: GetHeldAboutMe, operations: ['WorkerData_held'], may: 'ANY_WORKER', request: () => ({}), shows: ['unitName'] },
  { operations: ['Export_data', 'Export_page'], may: 'ANY_WORKER', reads: true, shows: ['unitName'] },
  { rpc: ChangeOwnPhone, operations: ['WorkerData_phone'], may: 'ANY_WORKER', request: () => PHONE },
  {
    ...{ rpc: SetOwnPreferences, operations: ['WorkerData_preferences'], may: 'ANY_WORKER' },
    request: () => PREFERENCES,
  },
  {
    ...{ rpc: GiveConsent, operations: ['WorkerData_consent'], may: 'ANY_WORKER' },
    request: () => ({ text: 'sms', version: CONSENT_TEXTS.sms.version }),
  },
  {
    ...{ rpc: WithdrawConsent, operations: ['WorkerData_withdrawConsent'], may: 'ANY_WORKER' },
    request: () => ({ text: 'sms' }),
  },
];

const ERASURE: Rule[] = [
  { rpc: AskForErasure, operations: ['WorkerFarewell_askForErasure'], may: 'ANY_WORKER', request: () => ({}) },
  {
    ...{ rpc: ConfirmErasure, operations: ['WorkerFarewell_erase'], may: OWNER, of: 'whoErases' },
    request: ({ code }) => ({ code, phrase: ERASURE_PHRASE }),
    refusedWith: ['ERASURE_NOT_CONFIRMED'], // a code of somebody else's is a wrong one
  },
];

export const OWN_AFFAIRS_RULES: readonly Rule[] = [...CONTACT, ...CORRECTIONS, ...OWN, ...ERASURE];
