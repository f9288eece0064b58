import type { WorkerStatus } from './worker-attributes.js';

type Named<K extends string> = Record<K, { zh: string; en: string }>;

/** Why somebody is no longer a member. Other services only learn that they are not. */
export const DEPARTURE_KINDS = ['LEFT', 'RETIRED', 'DIED'] as const;
export type DepartureKind = (typeof DEPARTURE_KINDS)[number];

/** How a stay in a union began or ended. ROSTER: through a roster file. UNIT_CHANGE: its unions were merged, split, dissolved. */
export const MEMBERSHIP_CHANGES = [
  'ROSTER',
  'JOINED',
  'TRANSFERRED',
  'ADDED',
  'REMOVED',
  'UNIT_CHANGE',
  ...DEPARTURE_KINDS,
  'RETURNED',
  'ERASED',
] as const;
export type MembershipChange = (typeof MEMBERSHIP_CHANGES)[number];
export const MEMBERSHIP_CHANGE_NAMES: Named<MembershipChange> = {
  ROSTER: { zh: '花名册导入', en: 'By a roster' },
  JOINED: { zh: '申请入会', en: 'Joined' },
  TRANSFERRED: { zh: '转会', en: 'Transferred' },
  ADDED: { zh: '加入', en: 'Added' },
  REMOVED: { zh: '退出', en: 'Ended' },
  UNIT_CHANGE: { zh: '组织调整', en: 'The unions changed' },
  LEFT: { zh: '退会', en: 'Left' },
  RETIRED: { zh: '退休', en: 'Retired' },
  DIED: { zh: '去世', en: 'Died' },
  RETURNED: { zh: '重新入会', en: 'Came back' },
  ERASED: { zh: '资料已删除', en: 'Erased' },
};

/** MOVE: to another primary union. SECOND: into a union besides the primary one. */
export const TRANSFER_KINDS = ['MOVE', 'SECOND'] as const;
export type TransferKind = (typeof TRANSFER_KINDS)[number];

/** Who has a say in a transfer. */
export const TRANSFER_PARTIES = ['WORKER', 'PRESENT', 'RECEIVING'] as const;
export type TransferParty = (typeof TRANSFER_PARTIES)[number];
export const TRANSFER_PARTY_NAMES: Named<TransferParty> = {
  WORKER: { zh: '职工本人', en: 'The worker' },
  PRESENT: { zh: '现工会', en: 'The present union' },
  RECEIVING: { zh: '接收工会', en: 'The receiving union' },
};

/** NOTICE: agreed, and the worker may still object. */
export const TRANSFER_STATES = ['WAITING', 'NOTICE', 'DONE', 'REFUSED', 'WITHDRAWN', 'EXPIRED'] as const;
export type TransferState = (typeof TRANSFER_STATES)[number];
export const OPEN_TRANSFER_STATES = ['WAITING', 'NOTICE'] as const satisfies readonly TransferState[];
export const TRANSFER_STATE_NAMES: Named<TransferState> = {
  WAITING: { zh: '等待同意', en: 'Waiting for agreement' },
  NOTICE: { zh: '已同意，公示期内', en: 'Agreed; the worker may still object' },
  DONE: { zh: '已办理', en: 'Done' },
  REFUSED: { zh: '未同意', en: 'Refused' },
  WITHDRAWN: { zh: '已撤回', en: 'Withdrawn' },
  EXPIRED: { zh: '逾期失效', en: 'Expired' },
};
/** Days in which a worker who has not spoken in person may object to a transfer that others asked for. */
export const TRANSFER_NOTICE_DAYS = 7;
/** Days after which a transfer that nobody agreed to is over. */
export const TRANSFER_EXPIRY_DAYS = 30;

export const JOINING_STATES = ['WAITING', 'APPROVED', 'REFUSED', 'WITHDRAWN', 'EXPIRED'] as const;
export type JoiningState = (typeof JOINING_STATES)[number];
export const JOINING_STATE_NAMES: Named<JoiningState> = {
  WAITING: { zh: '等待工会审核', en: 'Waiting for the union' },
  APPROVED: { zh: '已通过', en: 'Approved' },
  REFUSED: { zh: '未通过', en: 'Refused' },
  WITHDRAWN: { zh: '已撤回', en: 'Withdrawn' },
  EXPIRED: { zh: '逾期未审核', en: 'Expired' },
};
/** Days after which an application that nobody decided on ends, and what it said is deleted. */
export const JOINING_EXPIRY_DAYS = 60;
/** Days for which the outcome can still be looked up; then the application is deleted. */
export const JOINING_KEPT_DAYS = 30;

/** Whether the person of an application is somebody new or somebody the roster knows. */
export const JOINING_PERSONS = ['NEW', 'KNOWN'] as const;
export type JoiningPerson = (typeof JOINING_PERSONS)[number];

export const CORRECTION_STATES = ['WAITING', 'APPROVED', 'REFUSED', 'WITHDRAWN'] as const;
export type CorrectionState = (typeof CORRECTION_STATES)[number];
export const CORRECTION_STATE_NAMES: Named<CorrectionState> = {
  WAITING: { zh: '等待工会核对', en: 'Waiting for the union' },
  APPROVED: { zh: '已更正', en: 'Corrected' },
  REFUSED: { zh: '未更正', en: 'Refused' },
  WITHDRAWN: { zh: '已撤回', en: 'Withdrawn' },
};

/** What a worker can agree to, with the version of the text that is in force. */
export const CONSENT_TEXTS = {
  privacy: { version: 1, zh: '个人信息处理说明', en: 'How personal data is handled' },
  sms: { version: 1, zh: '接收短信通知', en: 'Messages by SMS' },
  wechat: { version: 1, zh: '接收微信通知', en: 'Messages by WeChat' },
} as const satisfies Record<string, { version: number; zh: string; en: string }>;
export type ConsentText = keyof typeof CONSENT_TEXTS;
export const CONSENT_TEXT_KEYS = Object.keys(CONSENT_TEXTS) as ConsentText[];

/** What has to be typed, word for word, to have everything erased. */
export const ERASURE_PHRASE = '删除我的全部资料';

export const WORKER_STATUS_NAMES: Named<WorkerStatus> = {
  ACTIVE: { zh: '在会', en: 'Member' },
  LEFT: { zh: '已离会', en: 'No longer a member' },
};
