import type { ErrorCatalogue } from './catalogue.js';

/** A worker's unions, transfers, joining, leaving, corrections, consents, erasure. */
export const workerAffairsErrors = {
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
} as const satisfies ErrorCatalogue;
