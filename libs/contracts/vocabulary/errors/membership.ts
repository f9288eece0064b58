import type { ErrorCatalogue } from './catalogue.js';

export const membershipErrors = {
  LOGIN_FAILED: {
    status: 401,
    zh: '账号或密码不对。请再试一次；忘记了可以请本单位工会干部帮您。',
    en: 'Wrong log-in or password. Try again, or ask your union cadre for help.',
  },
  CITY_EXISTS: {
    status: 409,
    zh: '市级组织已经建立，不能再次初始化。',
    en: 'The city is there already; it cannot be set up again.',
  },
  UNIT_CODE_TAKEN: {
    status: 409,
    zh: '组织编码“{code}”已经用过，请换一个。',
    en: 'The unit code "{code}" is taken. Choose another.',
  },
  TIER_MISMATCH: {
    status: 422,
    zh: '下级组织只能比上级低一级：{parent}之下应为{expected}。',
    en: 'A unit stands exactly one tier below the one above it: below {parent} comes {expected}.',
  },
  ACCOUNT_DETAILS_MISSING: {
    status: 422,
    zh: '这是新账号，请填写姓名和初始密码（至少 12 个字符）。',
    en: 'This account is new: give a name and a first password of at least 12 characters.',
  },
  LAST_ADMINISTRATOR: {
    status: 409,
    zh: '这是该组织最后一名管理员。请先任命新的管理员，再免去这一位。',
    en: 'This is the last administrator of the unit. Appoint another one first.',
  },
  DUTY_ACCOUNT_NOT_APPOINTED: {
    status: 422,
    zh: '值班员须先在本组织任职（安全员或诉求处理员）。请先任命，再排班。',
    en: 'Whoever is on duty must be appointed at this unit as safety officer or case handler. Appoint them first.',
  },
  IMPORT_INCOMPLETE: {
    status: 409,
    zh: '文件没有传完整，请重新上传。',
    en: 'The file did not arrive whole. Upload it again.',
  },
  IMPORT_NOT_CHECKED: {
    status: 409,
    zh: '这个文件还没有核对完，或者已经导入过了。请刷新后再看。',
    en: 'This file has not been checked yet, or has been imported already. Look again.',
  },
  IMPORT_RUNNING: {
    status: 409,
    zh: '这个文件正在处理，请等处理完再操作。',
    en: 'This file is being worked through. Wait until that is done.',
  },
  IMPORT_FILE_GONE: {
    status: 410,
    zh: '这个文件没有需要修改的行，或者保存期（7 天）已过，文件已删除。需要时请重新上传。',
    en: 'The file had nothing to repair, or its seven days are over; it has been deleted. Upload it again if need be.',
  },
  QUESTION_ANSWERED: {
    status: 409,
    zh: '这一行已经处理过了，不能再改。',
    en: 'This line is done already and cannot be answered again.',
  },
  ANNOTATED_FILE_NOT_READY: {
    status: 409,
    zh: '标注文件还没有生成好。请稍等几秒再下载。',
    en: 'The annotated file is not ready yet. Try again in a few seconds.',
  },
} as const satisfies ErrorCatalogue;
