/**
 * Roles and what each may do. An appointment gives an account a role at a unit; each permission of the role says
 * how far it reaches from there: `UNIT` that unit alone, `SUBTREE` that unit and everything below it.
 */
export type Reach = 'UNIT' | 'SUBTREE';

export const PERMISSIONS = [
  'unit.read', // see units, their numbers and their place in the tree
  'unit.manage', // open and change units
  'roster.manage', // import rosters, change workers
  'worker.names.read', // see workers by name, masked phone
  'worker.access.issue', // give a worker a log-in code
  'appointment.manage', // appoint and dismiss staff
  'duty.manage', // change the duty roster
  'post.write', // draft and submit posts in the unit's name, correct and recall them
  'post.review', // approve or reject somebody else's post
  'relay.read', // see where posts are, and coverage
  'relay.forward', // forward posts to the next tier with a note, set the way of forwarding
  'case.read', // see the cases of a unit
  'case.handle', // acknowledge, assign, reply, settle
  'case.submit_for_worker', // write down a case for a worker who cannot
  'sla.manage', // change time limits
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
