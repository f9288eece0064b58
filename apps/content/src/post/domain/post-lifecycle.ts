import {
  fail,
  type Permission,
  POST_ACTION_NAMES,
  POST_STATUS_NAMES,
  POST_STATUSES,
  type PostAction,
  type PostStatus,
} from '@guantong/contracts';

interface Transition {
  /** `null`: there is no post yet. */
  readonly from: readonly (PostStatus | null)[];
  readonly to: PostStatus;
  /** What the actor must hold at the publishing unit. */
  readonly permission: Permission;
}

/** Every way a post can go. What is not here cannot be done. */
export const POST_LIFECYCLE: Readonly<Record<PostAction, Transition>> = {
  write: { from: [null], to: 'DRAFT', permission: 'post.write' },
  edit: { from: ['DRAFT', 'REJECTED'], to: 'DRAFT', permission: 'post.write' },
  submit: { from: ['DRAFT'], to: 'SUBMITTED', permission: 'post.write' },
  approve: { from: ['SUBMITTED'], to: 'APPROVED', permission: 'post.review' },
  reject: { from: ['SUBMITTED'], to: 'REJECTED', permission: 'post.review' },
  publish: { from: ['APPROVED'], to: 'PUBLISHED', permission: 'post.write' },
  correct: { from: ['PUBLISHED'], to: 'PUBLISHED', permission: 'post.write' },
  recall: { from: ['PUBLISHED'], to: 'RECALLED', permission: 'post.write' },
};

/** Where a post ends. */
const FINAL: readonly PostStatus[] = ['RECALLED'];

/** @throws POST_STATUS_CONFLICT */
export function statusAfter(action: PostAction, from: PostStatus | null): PostStatus {
  const transition = POST_LIFECYCLE[action];
  if (!transition.from.includes(from)) throw fail('POST_STATUS_CONFLICT', { status: from ?? '', action });
  return transition.to;
}

/** Called when the service starts. @throws when a status cannot be reached, or cannot be left though it is not final */
export function checkLifecycle(lifecycle: Readonly<Record<PostAction, Transition>> = POST_LIFECYCLE): void {
  const transitions = Object.values(lifecycle);
  const reached = new Set<PostStatus | null>([null]);
  for (let before = 0; before !== reached.size;) {
    before = reached.size;
    for (const { from, to } of transitions) if (from.some((status) => reached.has(status))) reached.add(to);
  }
  for (const status of POST_STATUSES) {
    if (!reached.has(status)) throw new Error(`no way leads to the post status ${status}`);
    const canLeave = transitions.some(({ from, to }) => from.includes(status) && to !== status);
    if (canLeave === FINAL.includes(status))
      throw new Error(`the post status ${status} should ${canLeave ? '' : 'not '}be final`);
  }
}

/** The lifecycle as a Markdown table, for the documents. */
export function lifecycleTable(): string {
  const name = (status: PostStatus | null) => (status ? `${status} ${POST_STATUS_NAMES[status].zh}` : '–');
  const rows = Object.entries(POST_LIFECYCLE).map(([action, { from, to, permission }]) => [
    `${action} ${POST_ACTION_NAMES[action as PostAction].zh}`,
    from.map(name).join(', '),
    name(to),
    `\`${permission}\``,
  ]);
  return [['action', 'from', 'to', 'needs'], ['---', '---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
