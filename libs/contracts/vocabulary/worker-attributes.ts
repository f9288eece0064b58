export const SEXES = ['M', 'F'] as const;
export type Sex = (typeof SEXES)[number];

/** Schooling bands, lowest first. */
export const SCHOOLINGS = [
  'primary',
  'lower_secondary',
  'upper_secondary',
  'vocational',
  'college',
  'university',
  'postgraduate',
] as const;
export type Schooling = (typeof SCHOOLINGS)[number];

export const EMPLOYMENT_FORMS = ['permanent', 'dispatched', 'migrant', 'new_form'] as const;
export type EmploymentForm = (typeof EMPLOYMENT_FORMS)[number];

/** How a worker may be reached; a worker's own list has the preferred one first. */
export const REACH_WAYS = ['wechat', 'sms', 'call', 'visit', 'notice_board'] as const;
export type ReachWay = (typeof REACH_WAYS)[number];

export const WORKER_STATUSES = ['ACTIVE', 'LEFT'] as const;
export type WorkerStatus = (typeof WORKER_STATUSES)[number];

export const SCHOOLING_NAMES: Record<Schooling, string> = {
  primary: '小学及以下',
  lower_secondary: '初中',
  upper_secondary: '高中',
  vocational: '中专中技',
  college: '大专',
  university: '本科',
  postgraduate: '研究生',
};

export const EMPLOYMENT_FORM_NAMES: Record<EmploymentForm, string> = {
  permanent: '正式职工',
  dispatched: '劳务派遣',
  migrant: '农民工',
  new_form: '新就业形态',
};

export const REACH_WAY_NAMES: Record<ReachWay, string> = {
  wechat: '微信',
  sms: '短信',
  call: '电话',
  visit: '上门走访',
  notice_board: '公告栏',
};

/** Languages noted for one worker. */
export const MOST_LANGUAGES = 5;

/** Unions a worker may belong to besides the primary one. */
export const MOST_SECONDARY_UNIONS = 5;
