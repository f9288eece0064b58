export const POST_KINDS = ['notice', 'benefit', 'activity', 'knowledge', 'safety'] as const;
export type PostKind = (typeof POST_KINDS)[number];
export const POST_KIND_NAMES: Record<PostKind, { zh: string; en: string }> = {
  notice: { zh: '通知', en: 'Notice' },
  benefit: { zh: '普惠福利', en: 'Benefit' },
  activity: { zh: '活动', en: 'Activity' },
  knowledge: { zh: '知识', en: 'Knowledge' },
  safety: { zh: '安全', en: 'Safety' },
};

/** How a unit hands a post on to the next tier. */
export const FORWARDING_MODES = ['AUTO', 'MANUAL'] as const;
export type ForwardingMode = (typeof FORWARDING_MODES)[number];

/** How it was in fact handed on: PASS_THROUGH when the deadline of a must-forward post ran out. */
export const FORWARDED_BY = ['AUTO', 'MANUAL', 'PASS_THROUGH'] as const;
export type ForwardedBy = (typeof FORWARDED_BY)[number];
