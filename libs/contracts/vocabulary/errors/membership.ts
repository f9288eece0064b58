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
  IMPORT_INCOMPLETE: {
    status: 409,
    zh: '文件没有传完整，请重新上传。',
    en: 'The file did not arrive whole. Upload it again.',
  },
  UNIT_TAKES_NO_MEMBERS: {
    status: 422,
    zh: '只有现有的基层工会可以接收会员，请另选一个基层工会。',
    en: 'Only a grassroots union that still exists takes members. Choose another one.',
  },
  ALREADY_MEMBER: {
    status: 409,
    zh: '已经是这个工会的会员，不需要再办理。',
    en: 'This person is a member of that union already. There is nothing to do.',
  },
  TOO_MANY_UNIONS: {
    status: 409,
    zh: '一人最多再加入 {most} 个工会，请先退出一个。',
    en: 'Nobody can be in more than {most} unions besides the own one. End one of them first.',
  },
  WORKER_HAS_LEFT: {
    status: 409,
    zh: '这名职工已经离会，请先办理重新入会，或撤销离会。',
    en: 'This worker is no longer a member. Let them join again, or take the departure back, first.',
  },
  WORKER_HAS_NOT_LEFT: {
    status: 409,
    zh: '这名职工没有离会记录可撤销。',
    en: 'There is no departure of this worker that could be taken back.',
  },
  DATE_IN_FUTURE: {
    status: 422,
    zh: '日期不能晚于今天，请在当天再办理。',
    en: 'The date is in the future. Do this when the day has come.',
  },
  PERSON_NOT_MATCHED: {
    status: 404,
    zh: '没有姓名和京卡号都相符的在会职工，请核对后再试。',
    en: 'There is no member with both this name and this union card. Check them and try again.',
  },
  TRANSFER_OPEN: {
    status: 409,
    zh: '已有一项转会正在办理，请先处理或撤回。',
    en: 'A transfer of this worker is open already. Settle or withdraw that one first.',
  },
  TRANSFER_NOT_OPEN: {
    status: 409,
    zh: '这项转会已经办结，不能再改。',
    en: 'This transfer is over and can no longer be changed.',
  },
  JOIN_CODE_WRONG: {
    status: 404,
    zh: '入会码不对或已更换，请向本单位工会核对。',
    en: 'This joining code is wrong or has been replaced. Ask the union for the present one.',
  },
  JOINING_FULL: {
    status: 429,
    zh: '这个工会待审核的申请太多，请过几天再试，或直接联系工会。',
    en: 'This union has too many applications waiting. Try again in some days, or speak to the union.',
  },
  JOINING_NOT_OPEN: {
    status: 409,
    zh: '这份申请已经有了结果，不能再改。',
    en: 'This application has been decided and can no longer be changed.',
  },
  JOINING_QUESTION: {
    status: 409,
    zh: '名册里可能已有这个人：请先确认是哪一位，或确认不是同一个人。',
    en: 'The roster may know this person already. Say which one it is, or that it is nobody of these.',
  },
  CORRECTION_OPEN: {
    status: 409,
    zh: '已有一份更正申请在等待核对，请先撤回再提交新的。',
    en: 'A request for correction is waiting already. Withdraw it before you send another.',
  },
  CORRECTION_NOT_OPEN: {
    status: 409,
    zh: '这份更正申请已经处理，不能再改。',
    en: 'This request for correction has been dealt with and can no longer be changed.',
  },
  NOTHING_TO_CORRECT: {
    status: 422,
    zh: '请写明要更正的项目，新内容应与现在登记的不同。',
    en: 'Say what is to be corrected, with something other than what is there.',
  },
  CARD_NUMBER_TAKEN: {
    status: 409,
    zh: '这个京卡号已登记在别人名下，请核对卡号。',
    en: 'This union card is registered for somebody else. Check the number.',
  },
  CONSENT_TEXT_OUTDATED: {
    status: 409,
    zh: '这份说明已有新版本，请阅读新版本后再同意。',
    en: 'There is a newer version of this text. Read that one before you agree.',
  },
  ERASURE_NOT_CONFIRMED: {
    status: 422,
    zh: '确认码或确认文字不对，或已过期；什么也没有删除。请重新申请删除。',
    en: 'The code or the phrase is wrong, or too old; nothing was erased. Ask for the erasure again.',
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
