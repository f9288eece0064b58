import type { ErrorCatalogue } from './catalogue.js';

/** The tree of units and its changes. */
export const unitErrors = {
  UNIT_CODE_TAKEN: {
    status: 409,
    zh: '组织编码“{code}”已经用过，请换一个。',
    en: 'The unit code "{code}" is taken. Choose another.',
  },
  UNIT_CREDIT_CODE_TAKEN: {
    status: 409,
    zh: '统一社会信用代码“{creditCode}”已登记在另一个组织名下，请核对。',
    en: 'The unified social credit code "{creditCode}" belongs to another unit. Check it.',
  },
  UNIT_CREDIT_CODE_WRONG: {
    status: 422,
    zh: '统一社会信用代码不对：应为 18 位数字或大写字母（不含 I、O、S、V、Z），最后一位是校验码。请对照法人证书填写。',
    en: 'The unified social credit code is wrong: 18 digits or capital letters without I, O, S, V, Z, the last one a check digit. Copy it from the certificate.',
  },
  UNIT_CREDIT_CODE_NOT_UNION: {
    status: 422,
    zh: '基层工会自己的统一社会信用代码以 81 开头；请不要填单位的代码。',
    en: "A grassroots union's own unified social credit code begins with 81. Do not give the employer's.",
  },
  UNIT_CONTACT_PHONE_WRONG: {
    status: 422,
    zh: '联系电话应为 11 位手机号，或带区号的座机号，如 010-12345678。',
    en: 'A contact phone is a mobile number of 11 digits or a landline with its area code, such as 010-12345678.',
  },
  TIER_MISMATCH: {
    status: 422,
    zh: '下级组织只能比上级低一级：{parent}之下应为{expected}。',
    en: 'A unit stands exactly one tier below the one above it: below {parent} comes {expected}.',
  },
  UNIT_KIND_MISMATCH: {
    status: 422,
    zh: '这个类型不属于该组织的层级，请另选类型。',
    en: 'This kind does not belong to the tier of the unit. Choose another kind.',
  },
  UNIT_DISSOLVED: {
    status: 409,
    zh: '“{unit}”已经撤销，不能再变动。请选择仍在运行的组织。',
    en: '"{unit}" has been dissolved and can no longer change. Choose a unit that still exists.',
  },
  CITY_STAYS: {
    status: 422,
    zh: '市总工会不能移动、合并、拆分或撤销。',
    en: 'The city federation cannot be moved, merged, split or dissolved.',
  },
  UNITS_OF_DIFFERENT_TIERS: {
    status: 422,
    zh: '合并、接收只能在同一层级的两个不同组织之间进行。',
    en: 'Only another unit of the same tier can take over.',
  },
  UNIT_NOT_EMPTY: {
    status: 409,
    zh: '该组织还有 {units} 个下级组织、{workers} 名会员。请指定接收组织，或先把它们转走。',
    en: 'The unit still has {units} units below it and {workers} workers. Name a successor, or move them first.',
  },
  UNIT_SPLIT_NAMED_TWICE: {
    status: 422,
    zh: '同一个下级组织、会员或工种不能划给两个新组织，请核对名单。',
    en: 'A unit, worker or trade can only go to one of the new units. Check the lists.',
  },
  UNIT_SPLIT_NOT_OF_UNIT: {
    status: 422,
    zh: '名单里有 {count} 个下级组织或会员不属于被拆分的组织，请核对名单。',
    en: '{count} of the units or workers named are not of the unit to be split. Check the lists.',
  },
  UNIT_CHANGE_IN_PAST: {
    status: 422,
    zh: '生效日期不能早于今天（{today}）：过去的组织关系保持原样。请改为今天或以后的日期。',
    en: 'A change cannot take effect before today ({today}): the past stays as it was. Choose today or later.',
  },
  UNIT_CHANGE_NOT_PLANNED: {
    status: 409,
    zh: '只有尚未生效的变动可以取消。已经生效的，请再办理一次新的变动。',
    en: 'Only a change that still waits for its day can be cancelled. Decide on a new change instead.',
  },
  UNIT_CHANGE_NOT_ALLOWED: {
    status: 403,
    zh: '到生效日，决定人已无权办理这项变动。请由有权的管理员重新办理。',
    en: 'When the day came, whoever decided on it could no longer do so. An administrator must decide anew.',
  },
} as const satisfies ErrorCatalogue;
