import type { ErrorCatalogue } from './catalogue.js';

export const membershipErrors = {
  LOGIN_FAILED: { status: 401, zh: '账号或密码不对。请再试一次；忘记了可以请本单位工会干部帮您。', en: 'Wrong log-in or password. Try again, or ask your union cadre for help.' },
} as const satisfies ErrorCatalogue;
