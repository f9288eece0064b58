export const POST_KINDS = ['notice', 'benefit', 'activity', 'knowledge', 'safety'] as const;
export type PostKind = (typeof POST_KINDS)[number];
export const POST_KIND_NAMES: Record<PostKind, { zh: string; en: string }> = {
  notice: { zh: '通知', en: 'Notice' },
  benefit: { zh: '普惠福利', en: 'Benefit' },
  activity: { zh: '活动', en: 'Activity' },
  knowledge: { zh: '知识', en: 'Knowledge' },
  safety: { zh: '安全', en: 'Safety' },
};

/** Where a post stands between the first draft and its recall. The way from one to the next: content's post-lifecycle.ts. */
export const POST_STATUSES = ['DRAFT', 'SUBMITTED', 'REJECTED', 'APPROVED', 'PUBLISHED', 'RECALLED'] as const;
export type PostStatus = (typeof POST_STATUSES)[number];
export const POST_STATUS_NAMES: Record<PostStatus, { zh: string; en: string }> = {
  DRAFT: { zh: '草稿', en: 'Draft' },
  SUBMITTED: { zh: '待审核', en: 'Submitted' },
  REJECTED: { zh: '已退回', en: 'Rejected' },
  APPROVED: { zh: '待发布', en: 'Approved' },
  PUBLISHED: { zh: '已发布', en: 'Published' },
  RECALLED: { zh: '已撤回', en: 'Recalled' },
};

/** What can be done to a post, as its history tells it. */
export const POST_ACTIONS = ['write', 'edit', 'submit', 'approve', 'reject', 'publish', 'correct', 'recall'] as const;
export type PostAction = (typeof POST_ACTIONS)[number];
export const POST_ACTION_NAMES: Record<PostAction, { zh: string; en: string }> = {
  write: { zh: '起草', en: 'Write' },
  edit: { zh: '修改', en: 'Edit' },
  submit: { zh: '提交审核', en: 'Submit' },
  approve: { zh: '审核通过', en: 'Approve' },
  reject: { zh: '退回', en: 'Reject' },
  publish: { zh: '发布', en: 'Publish' },
  correct: { zh: '更正', en: 'Correct' },
  recall: { zh: '撤回', en: 'Recall' },
};

/** What can stand in a post's history: what people did, and that another unit took it over. */
export const POST_HISTORY_ACTIONS = [...POST_ACTIONS, 'take_over'] as const;
export type PostHistoryAction = (typeof POST_HISTORY_ACTIONS)[number];
export const POST_HISTORY_ACTION_NAMES: Record<PostHistoryAction, { zh: string; en: string }> = {
  ...POST_ACTION_NAMES,
  take_over: { zh: '接办', en: 'Take over' },
};

/** Characters of a body in Markdown. As Chinese text three bytes each: 150 kB, well within a message of 1 MB. */
export const POST_BODY_MAX = 50_000;
/** Characters of a summary, which must fit a list on a small phone. */
export const POST_SUMMARY_MAX = 120;

/** How a unit hands a post on to the next tier. */
export const FORWARDING_MODES = ['AUTO', 'MANUAL'] as const;
export type ForwardingMode = (typeof FORWARDING_MODES)[number];

/** How it was in fact handed on: PASS_THROUGH when the deadline of a must-forward post ran out. */
export const FORWARDED_BY = ['AUTO', 'MANUAL', 'PASS_THROUGH'] as const;
export type ForwardedBy = (typeof FORWARDED_BY)[number];
