/**
 * Roles and what each may do. An appointment gives an account a role at a unit; each permission of the role says
 * how far it reaches from there: `UNIT` that unit alone, `SUBTREE` that unit and everything below it.
 */
export type Reach = 'UNIT' | 'SUBTREE';

/** What each is for: PERMISSION_NAMES. */
export const PERMISSIONS = [
  'unit.read',
  'unit.manage',
  'roster.manage',
  'worker.names.read',
  'worker.access.issue',
  'worker.act_for',
  'appointment.manage',
  'duty.manage',
  'post.write',
  'post.review',
  'relay.read',
  'relay.forward',
  'case.read',
  'case.handle',
  'case.submit_for_worker',
  'sla.manage',
  'audit.read',
  'api_token.manage', // make tokens for programs, within what one may do oneself
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = [
  'administrator',
  'publisher',
  'reviewer',
  'cadre',
  'case_handler',
  'safety_officer',
  'auditor',
  'analyst',
] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_PERMISSIONS: Record<Role, Partial<Record<Permission, Reach>>> = {
  administrator: {
    'unit.read': 'SUBTREE',
    'unit.manage': 'SUBTREE',
    'roster.manage': 'SUBTREE',
    'worker.names.read': 'SUBTREE',
    'worker.access.issue': 'SUBTREE',
    'worker.act_for': 'SUBTREE',
    'appointment.manage': 'SUBTREE',
    'duty.manage': 'SUBTREE',
    'relay.read': 'SUBTREE',
    'relay.forward': 'SUBTREE',
    'case.read': 'SUBTREE',
    'sla.manage': 'SUBTREE',
    'audit.read': 'SUBTREE',
    'api_token.manage': 'SUBTREE',
  },
  publisher: { 'unit.read': 'SUBTREE', 'post.write': 'UNIT', 'relay.read': 'SUBTREE', 'api_token.manage': 'UNIT' },
  reviewer: { 'unit.read': 'SUBTREE', 'post.review': 'SUBTREE', 'relay.read': 'SUBTREE' },
  cadre: {
    'unit.read': 'SUBTREE',
    'worker.names.read': 'SUBTREE',
    'worker.access.issue': 'UNIT',
    'worker.act_for': 'UNIT',
    'relay.read': 'SUBTREE',
    'relay.forward': 'UNIT',
    'case.read': 'UNIT',
    'case.submit_for_worker': 'UNIT',
  },
  case_handler: {
    'unit.read': 'SUBTREE',
    'case.read': 'SUBTREE',
    'case.handle': 'UNIT',
    'case.submit_for_worker': 'UNIT',
  },
  safety_officer: { 'unit.read': 'UNIT', 'case.read': 'UNIT', 'case.handle': 'UNIT' },
  auditor: { 'unit.read': 'SUBTREE', 'relay.read': 'SUBTREE', 'case.read': 'SUBTREE', 'audit.read': 'SUBTREE' },
  analyst: { 'unit.read': 'SUBTREE', 'relay.read': 'SUBTREE' },
};

/**
 * Tasks that an administrator gives to others without doing them: whoever writes does not review, and whoever runs a
 * unit does not settle its complaints. Everything else in a role can only be given by somebody who holds it there.
 */
export const GIVEN_WITHOUT_HOLDING: readonly Permission[] = [
  'post.write',
  'post.review',
  'case.handle',
  'case.submit_for_worker',
];

/** Roles of which a unit keeps at least one, once it has one. */
export const LASTING_ROLES: readonly Role[] = ['administrator'];

export const PERMISSION_NAMES: Record<Permission, { zh: string; en: string }> = {
  'unit.read': { zh: '查看组织', en: 'See units, their numbers and their place in the tree' },
  'unit.manage': { zh: '管理组织', en: 'Open and change units' },
  'roster.manage': { zh: '管理花名册', en: 'Import rosters, change workers' },
  'worker.names.read': { zh: '查看职工姓名（手机号打码）', en: 'See workers by name, with a masked phone' },
  'worker.access.issue': {
    zh: '发放登录码、查看手机号（留痕）',
    en: 'Give a worker a log-in code, see the phone (logged)',
  },
  'worker.act_for': {
    zh: '代职工办理（联系方式、转会）',
    en: 'Act for a worker who cannot: contact data, preferences, asking for a transfer',
  },
  'appointment.manage': { zh: '任免干部', en: 'Appoint and dismiss staff' },
  'duty.manage': { zh: '排班', en: 'Change the duty roster' },
  'post.write': { zh: '写稿、更正、撤回', en: 'Draft, submit, correct and recall posts' },
  'post.review': { zh: '审稿', en: 'Approve or reject somebody else’s post' },
  'relay.read': { zh: '查看转发和覆盖率', en: 'See where posts are, and coverage' },
  'relay.forward': { zh: '转发、走访', en: 'Forward posts with a note, set the way of forwarding' },
  'case.read': { zh: '查看诉求', en: 'See the cases of a unit' },
  'case.handle': { zh: '办理诉求', en: 'Acknowledge, assign, reply, settle' },
  'case.submit_for_worker': { zh: '代职工登记诉求', en: 'Write down a case for a worker who cannot' },
  'sla.manage': { zh: '设定办理时限', en: 'Change time limits' },
  'audit.read': { zh: '查看审计日志', en: 'Read the audit log' },
  'api_token.manage': { zh: '新建程序令牌', en: 'Make tokens for programs' },
};

/** What each role is for, in one sentence. */
export const ROLE_PURPOSES: Record<Role, { zh: string; en: string }> = {
  administrator: {
    zh: '管理本组织及下级：组织、花名册、任免、排班、时限；自己不写稿、不审稿、不办诉求。',
    en: 'Runs the unit and those below: tree, roster, appointments, duty, limits. Does not write, review or settle.',
  },
  publisher: { zh: '以本组织名义写稿。', en: 'Writes posts in the unit’s name.' },
  reviewer: { zh: '审别人写的稿。', en: 'Reviews what others wrote.' },
  cadre: { zh: '转发、走访、代登记、发登录码。', en: 'Forwards, visits, writes down cases, gives log-in codes.' },
  case_handler: { zh: '办理本组织的诉求。', en: 'Settles the unit’s cases.' },
  safety_officer: { zh: '处理本组织的安全隐患，轮流值班。', en: 'Handles the unit’s hazards, on duty in turn.' },
  auditor: {
    zh: '只看不动：稿件去向、诉求、审计日志。',
    en: 'Looks and touches nothing: posts, cases, the audit log.',
  },
  analyst: { zh: '只看数字，看不到姓名。', en: 'Sees figures, never a name.' },
};

export const ROLE_NAMES: Record<Role, { zh: string; en: string }> = {
  administrator: { zh: '管理员', en: 'Administrator' },
  publisher: { zh: '发布员', en: 'Publisher' },
  reviewer: { zh: '审核员', en: 'Reviewer' },
  cadre: { zh: '工会干部', en: 'Union cadre' },
  case_handler: { zh: '诉求处理员', en: 'Case handler' },
  safety_officer: { zh: '安全员', en: 'Safety officer' },
  auditor: { zh: '审计员', en: 'Auditor' },
  analyst: { zh: '分析员', en: 'Analyst' },
};
