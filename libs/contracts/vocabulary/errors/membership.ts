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
    zh: '这是新账号，请填写姓名。初始密码可以不填，由本人凭邀请码设置。',
    en: 'This account is new: give a name. The password may be left out; the person sets it with an invitation code.',
  },
  LAST_ADMINISTRATOR: {
    status: 409,
    zh: '这是该组织最后一名管理员。请先任命新的管理员，再免去这一位。',
    en: 'This is the last administrator of the unit. Appoint another one first.',
  },
  OWN_APPOINTMENT: {
    status: 403,
    zh: '不能任免自己，也不能改动自己的任期或代理。请由本组织其他管理员或上级组织办理。',
    en: 'Nobody decides about their own appointments. Ask another administrator, or the unit above.',
  },
  ROLE_BEYOND_OWN: {
    status: 403,
    zh: '这个角色的权限超出您自己的权限，不能由您授予。请由上级组织任命。',
    en: 'This role carries more than you hold there. Ask the unit above to give it.',
  },
  APPOINTMENT_OVERLAPS: {
    status: 409,
    zh: '此人在该组织已有同一角色的任职，时间重叠。请先调整或结束原任职。',
    en: 'This person already holds the role at this unit for part of that time. Change or end that appointment first.',
  },
  APPOINTMENT_ENDED: {
    status: 409,
    zh: '这项任职已经结束，不能再改。需要时请重新任命。',
    en: 'This appointment has ended and stays as it is. Appoint again if needed.',
  },
  TERM_INVALID: {
    status: 422,
    zh: '起止时间不对：开始不能早于现在，结束必须晚于开始和现在，代理最长一年。',
    en: 'The dates do not fit: not in the past, the end after the start, and cover for a year at most.',
  },
  STAFF_NOT_FOUND: {
    status: 422,
    zh: '没有这个登录名的在用账号。请核对登录名，或先任命此人。',
    en: 'There is no open account with this log-in name. Check it, or appoint the person first.',
  },
  DEPUTY_IS_APPOINTEE: {
    status: 422,
    zh: '代理人不能是任职者本人。请另选一人。',
    en: 'The deputy cannot be the appointee. Choose somebody else.',
  },
  DUTY_ACCOUNT_NOT_APPOINTED: {
    status: 422,
    zh: '值班员须先在本组织任职（安全员或诉求处理员）。请先任命，再排班。',
    en: 'Whoever is on duty must be appointed at this unit as safety officer or case handler. Appoint them first.',
  },
  DUTY_SHIFT_DAY_UNCLEAR: {
    status: 422,
    zh: '每个班次只能填一种日子：星期、日期、工作日/休息日/每天，三者选一。',
    en: 'Each shift is for a weekday, for a date, or for workdays, rest days or every day: give exactly one.',
  },
  CALENDAR_CITY_ONLY: {
    status: 403,
    zh: '工作日历由市总工会统一调整。请联系市总工会。',
    en: 'The working calendar is set by the city for all. Ask the city federation.',
  },
  IMPORT_INCOMPLETE: {
    status: 409,
    zh: '文件没有传完整，请重新上传。',
    en: 'The file did not arrive whole. Upload it again.',
  },
} as const satisfies ErrorCatalogue;
