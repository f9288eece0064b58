import type { ErrorCatalogue } from './catalogue.js';

export const membershipErrors = {
  CITY_EXISTS: {
    status: 409,
    zh: '市级组织已经建立，不能再次初始化。',
    en: 'The city is there already; it cannot be set up again.',
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
  LINE_NEEDS_NO_TRANSFER: {
    status: 409,
    zh: '这一行不需要（再）申请转会。只有已导入文件里“需转会”、尚未申请的行才可以申请；只核对过的文件请先确认导入。',
    en: 'No transfer is to be asked for this line. It must need one, not yet asked, in a file that has been imported and not only checked.',
  },
  TRANSFER_NOT_POSSIBLE: {
    status: 409,
    zh: '现在不能为这一行申请转会：这名职工可能正在办理别的转会，或者已不在会。请过些天再试，或请职工本人申请。',
    en: 'No transfer can be asked for this line now: the worker may be in another transfer or no longer a member. Try again some days later, or let the worker ask.',
  },
  ANNOTATED_FILE_NOT_READY: {
    status: 409,
    zh: '标注文件还没有生成好。请稍等几秒再下载。',
    en: 'The annotated file is not ready yet. Try again in a few seconds.',
  },
} as const satisfies ErrorCatalogue;
