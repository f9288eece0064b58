/**
 * What a line of a roster comes to. QUESTION: it could be about different people, the importer decides. NEEDS_TRANSFER:
 * the worker is in a union beyond the importer's. LEFT_OUT: the importer answered that the line is to be left out.
 */
export const ROSTER_OUTCOMES = [
  'ADDED',
  'CHANGED',
  'MOVED',
  'UNCHANGED',
  'REFUSED',
  'QUESTION',
  'NEEDS_TRANSFER',
  'LEFT_OUT',
] as const;
export type RosterOutcome = (typeof ROSTER_OUTCOMES)[number];

export const ROSTER_OUTCOME_NAMES: Record<RosterOutcome, { zh: string; en: string }> = {
  ADDED: { zh: '新增', en: 'Added' },
  CHANGED: { zh: '修改', en: 'Changed' },
  MOVED: { zh: '转入', en: 'Moved' },
  UNCHANGED: { zh: '无变化', en: 'Unchanged' },
  REFUSED: { zh: '未处理', en: 'Refused' },
  QUESTION: { zh: '待确认', en: 'Waits for your answer' },
  NEEDS_TRANSFER: { zh: '需转会', en: 'Needs a transfer' },
  LEFT_OUT: { zh: '已略过', en: 'Left out' },
};

/** Why it is asked whom a line is about. */
export const ROSTER_QUESTIONS = [
  'SEVERAL',
  'KEYS_DISAGREE',
  'OTHER_NAME',
  'OTHER_PERSON',
  'OTHER_ID_NUMBER',
  'OTHER_CARD',
  'DAY_UNKNOWN',
  'HAS_LEFT',
] as const;
export type RosterQuestion = (typeof ROSTER_QUESTIONS)[number];

/** WORKER: one of the candidates. NEW: none of them. NOBODY: leave the line out. */
export const ROSTER_ANSWERS = ['WORKER', 'NEW', 'NOBODY'] as const;
export type RosterAnswer = (typeof ROSTER_ANSWERS)[number];

export const ROSTER_CHANGE_FIELDS = [
  'unit',
  'status',
  'name',
  'sex',
  'birthDate',
  'idNumber',
  'schooling',
  'trade',
  'employmentForm',
  'phone',
  'hasSmartphone',
  'languages',
  'readingDifficulty',
  'reachBy',
  'cardNumber',
] as const;
export type RosterChangeField = (typeof ROSTER_CHANGE_FIELDS)[number];

export const ROSTER_CHANGE_NAMES: Record<RosterChangeField, string> = {
  unit: '所属工会',
  status: '状态',
  name: '姓名',
  sex: '性别',
  birthDate: '出生日期',
  idNumber: '身份证号',
  schooling: '文化程度',
  trade: '工种',
  employmentForm: '用工形式',
  phone: '手机号',
  hasSmartphone: '智能手机',
  languages: '语言',
  readingDifficulty: '阅读困难',
  reachBy: '联系偏好',
  cardNumber: '京卡号',
};

/** How long results, questions and, where there is something to repair, the file itself are kept. */
export const ROSTER_IMPORT_KEPT_DAYS = 7;
