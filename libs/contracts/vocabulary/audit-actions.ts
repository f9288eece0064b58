import { ACCOUNT_AUDIT_ACTIONS } from './account-audit-actions.js';
import type { Permission } from './roles.js';
import { UNIT_AUDIT_ACTIONS } from './unit-audit-actions.js';
import { WORKER_AUDIT_ACTIONS } from './worker-audit-actions.js';

interface AuditedAction {
  /** What the log says, in one sentence; {who}, {unit} and words of the entry's detail are filled in. */
  zh: string;
  en: string;
  /** The permission it was done with: tells whether somebody acted as a deputy. Null: none is needed. */
  needs: Permission | null;
}

/** Everything the audit log can say. */
export const AUDIT_ACTIONS = {
  'city.bootstrapped': {
    zh: '{who}建立了{unit}和第一名管理员。',
    en: '{who} set up {unit} and its first administrator.',
    needs: null,
  },
  ...UNIT_AUDIT_ACTIONS,
  'file-import.started': { zh: '{who}开始导入文件。', en: '{who} began to import a file.', needs: 'roster.manage' },
  'file-import.checked': {
    zh: '{who}上传的文件已核对完。',
    en: 'The file of {who} was checked.',
    needs: null,
  },
  'file-import.confirmed': {
    zh: '{who}确认导入核对过的文件。',
    en: '{who} confirmed the import of a checked file.',
    needs: 'roster.manage',
  },
  'roster-import.question-answered': {
    zh: '{who}确认了导入文件中一行说的是哪名职工。',
    en: '{who} said whom a line of a file is about.',
    needs: 'roster.manage',
  },
  'roster-import.transfer-asked': {
    zh: '{who}为导入文件中的一行申请把一名职工转入{unit}。',
    en: '{who} asked, for a line of a file, that a worker be transferred to {unit}.',
    needs: 'roster.manage',
  },
  'roster-import.file-annotated': {
    zh: '{who}下载了带核对结果的花名册。',
    en: '{who} took a roster with its results.',
    needs: 'roster.manage',
  },
  'file-import.done': { zh: '{who}导入的文件已处理完。', en: 'The file of {who} was imported.', needs: null },
  'file-import.failed': {
    zh: '{who}导入的文件未能处理。',
    en: 'The file of {who} could not be imported.',
    needs: null,
  },
  'worker.phone.revealed': {
    zh: '{who}查看了{unit}一名职工的完整手机号。',
    en: '{who} saw the whole phone number of a worker of {unit}.',
    needs: 'worker.access.issue',
  },
  'worker.names.seen': {
    zh: '{who}查看了{unit}{count}名职工的姓名（手机号打码）。',
    en: '{who} saw the names of {count} workers of {unit} (phones masked).',
    needs: 'worker.names.read',
  },
  'worker.password.set': {
    zh: '{who}给{unit}一名职工设置了密码。',
    en: '{who} set the password of a worker of {unit}.',
    needs: 'roster.manage',
  },
  'worker.access-code.issued': {
    zh: '{who}给{unit}一名职工发放了登录码。',
    en: '{who} gave a worker of {unit} a log-in code.',
    needs: 'worker.access.issue',
  },

  'appointment.made': {
    zh: '{who}在{unit}任命了{role}。',
    en: '{who} appointed a {role} at {unit}.',
    needs: 'appointment.manage',
  },
  'appointment.term-changed': {
    zh: '{who}调整了{unit}{role}的任期。',
    en: '{who} changed the term of a {role} at {unit}.',
    needs: 'appointment.manage',
  },
  'appointment.ended': {
    zh: '{who}免去了{unit}的{role}。',
    en: '{who} ended the appointment of a {role} at {unit}.',
    needs: 'appointment.manage',
  },
  'deputy.named': {
    zh: '{who}给{unit}的{role}指定了代理人。',
    en: '{who} named a deputy for a {role} at {unit}.',
    needs: 'appointment.manage',
  },
  'deputy.ended': {
    zh: '{who}结束了{unit}{role}的代理。',
    en: '{who} ended the cover for a {role} at {unit}.',
    needs: 'appointment.manage',
  },
  'duty-roster.set': {
    zh: '{who}调整了{unit}的值班表。',
    en: '{who} set the duty roster of {unit}.',
    needs: 'duty.manage',
  },
  'duty-substitute.set': {
    zh: '{who}在{unit}安排了替班。',
    en: '{who} arranged a substitute on duty at {unit}.',
    needs: 'duty.manage',
  },
  'duty-substitute.cancelled': {
    zh: '{who}取消了{unit}的一次替班。',
    en: '{who} called off a substitute on duty at {unit}.',
    needs: 'duty.manage',
  },
  'calendar-day.set': {
    zh: '{who}把{date}定为{kind}。',
    en: '{who} set {date} as {kind}.',
    needs: 'duty.manage',
  },
  'calendar-day.cleared': {
    zh: '{who}取消了{date}的本地安排，按国家日历执行。',
    en: '{who} put {date} back to the national calendar.',
    needs: 'duty.manage',
  },
  ...ACCOUNT_AUDIT_ACTIONS,
  ...WORKER_AUDIT_ACTIONS,
} as const satisfies Record<string, AuditedAction>;

export type AuditAction = keyof typeof AUDIT_ACTIONS;
export const ALL_AUDIT_ACTIONS = Object.keys(AUDIT_ACTIONS) as AuditAction[];
