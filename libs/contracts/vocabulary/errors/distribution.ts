import type { ErrorCatalogue } from './catalogue.js';

export const distributionErrors = {
  RELAY_ALREADY_FORWARDED: {
    status: 409,
    zh: '这篇稿件已经转发过了，不用再转。',
    en: 'This post has been forwarded already. There is nothing left to do.',
  },
  POST_RECALLED: {
    status: 409,
    zh: '这篇稿件已被撤回，不能再转发或签收。',
    en: 'This post has been recalled. It cannot be forwarded or confirmed any more.',
  },
} as const satisfies ErrorCatalogue;
