import type { ErrorCatalogue } from './catalogue.js';

export const contentErrors = {
  POST_STATUS_CONFLICT: {
    status: 409,
    zh: '这篇稿件现在的状态不能这样操作，请刷新后查看它走到哪一步了。',
    en: 'The post is at another step by now. Reload to see where it stands.',
  },
  REVIEWER_IS_AUTHOR: {
    status: 403,
    zh: '不能审核自己撰写、修改或提交的稿件，请由另一位审核员审核。',
    en: 'You cannot review a post that you wrote, edited or submitted. Ask another reviewer.',
  },
  INVALID_FORWARD_WITHIN: {
    status: 400,
    zh: '必转稿件要写明转发期限，最短 1 秒，最长 30 天，例如 PT72H。',
    en: 'A must-forward post needs a time limit between 1 second and 30 days, for example PT72H.',
  },
  INVALID_AUDIENCE: {
    status: 400,
    zh: '受众的最小年龄不能大于最大年龄，请修改。',
    en: 'The youngest age of the audience is above the oldest. Correct one of them.',
  },
  POST_BODY_EMPTY: {
    status: 400,
    zh: '正文没有可以显示的文字，请填写正文。',
    en: 'The body has no text that can be shown. Write some.',
  },
  POST_BODY_TOO_COMPLEX: {
    status: 400,
    zh: '正文的排版过于复杂，请减少嵌套、表格或链接后再保存。',
    en: 'The layout of the body is too complex. Use less nesting, fewer tables or links.',
  },
  POST_UNCHANGED: {
    status: 400,
    zh: '更正后的内容与原文相同，没有需要更正的地方。',
    en: 'The correction is the same as the text it corrects. Nothing was changed.',
  },
} as const satisfies ErrorCatalogue;
