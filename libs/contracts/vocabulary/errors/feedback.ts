import type { ErrorCatalogue } from './catalogue.js';

export const feedbackErrors = {
  CASE_CHANGED: {
    status: 409,
    zh: '这件诉求刚刚有了新的进展，请刷新后再办理。',
    en: 'This case has just changed. Reload it and decide again.',
  },
  CASE_STATE_FORBIDS: {
    status: 409,
    zh: '诉求当前的状态（{stateZh}）不能这样办理，请刷新后查看可以办理的事项。',
    en: 'The case is {state}, in which this cannot be done. Reload it to see what can.',
  },
  CASE_ALREADY_ACKNOWLEDGED: {
    status: 409,
    zh: '这件诉求已经受理过了，可以直接办理。',
    en: 'This case has been acknowledged already. Go on with it.',
  },
  CASE_ELSEWHERE: {
    status: 403,
    zh: '这件诉求现在由{unit}办理，本级可以查看，不能办理。',
    en: 'This case is now with {unit}; you may read it, not handle it.',
  },
  CASE_AT_TOP: {
    status: 409,
    zh: '诉求已经在市级，没有再上一级可以上报。',
    en: 'The case is at the city already; there is nobody above to pass it to.',
  },
  CASE_NOTHING_BELOW: {
    status: 409,
    zh: '这件诉求没有经过下级工会，无法退回。',
    en: 'The case came through no unit below, so it cannot be returned.',
  },
  CASE_URGED_TODAY: {
    status: 429,
    zh: '今天已经催办过了，请明天再催。',
    en: 'You have urged this case today. You can again tomorrow.',
  },
  CASE_ABOUT_WRONG_UNIT: {
    status: 400,
    zh: '只能投诉本单位工会或它的上级工会，请重新选择。',
    en: 'A complaint can be about your own union or one above it. Choose again.',
  },
  CASE_TOO_MANY_MESSAGES: {
    status: 429,
    zh: '这件诉求今天的补充说明已经很多了，请明天再补充。',
    en: 'Too many messages on this case today. Add more tomorrow.',
  },
  RECEIPT_CODE_UNKNOWN: {
    status: 404,
    zh: '没有找到这个查询码对应的诉求，请核对后重新输入。',
    en: 'No case has this receipt code. Check it and enter it again.',
  },
  IDEMPOTENCY_KEY_TOO_SHORT: {
    status: 400,
    zh: '匿名提交时，请求编号至少要有 16 个字符。',
    en: 'For anonymous submissions the Idempotency-Key must have at least 16 characters.',
  },
  ATTACHMENT_UNKNOWN: {
    status: 400,
    zh: '有图片没有上传成功或已经过期，请重新上传后再提交。',
    en: 'A photo was not uploaded or has expired. Upload it again, then submit.',
  },
} as const satisfies ErrorCatalogue;
