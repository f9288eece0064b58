import type { ErrorCatalogue } from './catalogue.js';

export const membershipErrors = {
  LOGIN_FAILED: {
    status: 401,
    zh: '账号或密码不对。请再试一次；忘记了可以请本单位工会干部帮您。',
    en: 'Wrong log-in or password. Try again, or ask your union cadre for help.',
  },
  SECOND_FACTOR_NEEDED: {
    status: 401,
    zh: '密码正确。请再输入身份验证器上的六位数字；手机不在身边时，可用一个恢复码。',
    en: 'The password is right. Now send the six digits of your authenticator, or one of your recovery codes.',
  },
  SECOND_FACTOR_REQUIRED: {
    status: 403,
    zh: '您的岗位要求两步登录。请先绑定身份验证器（“我的账号”→“两步登录”），绑定后即可办理。',
    en: 'Your role needs a second factor. Enrol an authenticator first (POST /api/desk/me/second-factor), then go on.',
  },
  SECOND_FACTOR_WRONG: {
    status: 401,
    zh: '验证码不对、已经用过，或登录已超时。请等身份验证器换一组数字再试；多次不对请重新输入密码。',
    en: 'Wrong code, used before, or too late. Wait for the next digits and try again; else start with your password.',
  },
  SECOND_FACTOR_ENROLLED: {
    status: 409,
    zh: '已经绑定身份验证器。要换手机，请先解除绑定。',
    en: 'An authenticator is enrolled already. Remove it first in order to enrol another one.',
  },
  SECOND_FACTOR_NOT_ENROLLED: {
    status: 409,
    zh: '还没有绑定身份验证器，请先绑定。',
    en: 'No authenticator is enrolled yet. Enrol one first.',
  },
  PASSWORD_WRONG: {
    status: 403,
    zh: '原密码不对，请再试一次。',
    en: 'The present password is wrong. Try again.',
  },
  PASSWORD_TOO_SHORT: {
    status: 422,
    zh: '密码太短：至少 {min} 个字符。可以用一句自己记得住的话，汉字、空格都可以。',
    en: 'Too short: at least {min} characters. A sentence you remember is good; spaces and Chinese are welcome.',
  },
  PASSWORD_COMMON: {
    status: 422,
    zh: '这个密码很多人在用，最先会被猜到。请换一个，例如几个不相干的词连在一起。',
    en: 'Many people use this password, so it is guessed first. Choose another, such as several unrelated words.',
  },
  PASSWORD_SIMPLE: {
    status: 422,
    zh: '这个密码只是重复、顺序的字符或键盘上相邻的键，请换一个。',
    en: 'This password only repeats, counts or walks along the keyboard. Choose another.',
  },
  PASSWORD_NAMES_YOU: {
    status: 422,
    zh: '密码里不要有自己的登录名或姓名，请换一个。',
    en: 'The password must not contain your log-in or display name. Choose another.',
  },
  INVITATION_INVALID: {
    status: 401,
    zh: '登录名或邀请码不对，或者邀请码已用过、已过期。请核对，或请管理员重新发一个。',
    en: 'Wrong log-in name or invitation code, or the code is used up or too old. Check it or ask for a new one.',
  },
  UNION_CODE_WRONG: {
    status: 401,
    zh: '姓名、京卡号或登录码不对，或者登录码已用过、已过期。请核对，或请工会干部重新发一个。',
    en: 'Name, card number or code is wrong, or the code is used up or too old. Check them or ask your cadre again.',
  },
  PHONE_CODE_WRONG: {
    status: 401,
    zh: '验证码不对或已过期。请核对短信；没有收到，请稍后重发，或请本单位工会干部发一个登录码。',
    en: 'Wrong code, or too old. Check the message, ask for another later, or ask your union cadre for a log-in code.',
  },
  PHONE_CODES_OFF: {
    status: 503,
    zh: '短信登录暂不可用。请本单位工会干部发一个登录码，凭姓名、京卡号和登录码登录。',
    en: 'Codes by SMS are not available. Ask your union cadre for a log-in code, and log in with name, card and code.',
  },
  CHOICE_INVALID: {
    status: 401,
    zh: '选择已超时，请重新获取验证码登录。',
    en: 'Too late to choose. Ask for a new code and log in again.',
  },
  NOT_YOURSELF: {
    status: 409,
    zh: '这件事不能给自己办，请上级管理员或同级另一位管理员办理。',
    en: 'Nobody can do this for themselves. Ask another administrator.',
  },
  ACCOUNT_CLOSED: {
    status: 409,
    zh: '这个账号已停用。请先恢复账号，再办理。',
    en: 'This account is closed. Reopen it first.',
  },
  NOT_FOR_PROGRAMS: {
    status: 403,
    zh: '程序令牌不能办理账号、密码、登录和令牌事项，请本人登录后办理。',
    en: 'A program with a token cannot change accounts, passwords, sessions or tokens. Log in as a person.',
  },
  TOKEN_BEYOND_MAKER: {
    status: 422,
    zh: '令牌不能超出您自己的权限：{permission}。请去掉这一项，或换一个组织。',
    en: 'A token cannot go beyond what you may do yourself: {permission}. Leave it out, or choose another unit.',
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
  JOIN_UNION_SUCCEEDED: {
    status: 410,
    zh: '“{unit}”已不存在，由“{successor}”接续，这个入会码不再有效。请向“{successor}”索取新的入会码。',
    en: '"{unit}" is gone and "{successor}" has taken over; this joining code is void. Ask "{successor}" for theirs.',
  },
  JOIN_UNION_GONE: {
    status: 410,
    zh: '“{unit}”已经撤销，这个入会码不再有效。请向您所在单位或街道的工会询问可以加入哪个工会。',
    en: '"{unit}" is gone; this joining code is void. Ask the union of your employer or your street which one to join.',
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
