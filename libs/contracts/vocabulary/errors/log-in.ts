import type { ErrorCatalogue } from './catalogue.js';

/** Passwords, second factors, codes, accounts and tokens. */
export const logInErrors = {
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
} as const satisfies ErrorCatalogue;
