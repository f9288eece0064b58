import { POST_ACTIONS, POST_STATUSES } from '@guantong/contracts';
import { readFileSync } from 'node:fs';
import { checkLifecycle, lifecycleTable, POST_LIFECYCLE, statusAfter } from './post-lifecycle.js';

describe('the lifecycle of a post', () => {
  it('is sound: every status can be reached, and left unless it is the last', () => {
    expect(() => checkLifecycle()).not.toThrow();
  });

  it('would not start with a status that nothing leads to, or that nothing leads out of', () => {
    const { approve, publish, recall, ...rest } = POST_LIFECYCLE;
    const unreachable = { ...rest, publish, recall, approve: { ...approve, to: 'REJECTED' as const } };
    expect(() => checkLifecycle(unreachable)).toThrow('no way leads to the post status APPROVED');
    const deadEnd = { ...POST_LIFECYCLE, edit: { ...POST_LIFECYCLE.edit, from: ['DRAFT' as const] } };
    expect(() => checkLifecycle(deadEnd)).toThrow('the post status REJECTED should not be final');
    const afterTheEnd = {
      ...POST_LIFECYCLE,
      edit: { ...POST_LIFECYCLE.edit, from: ['REJECTED', 'RECALLED'] as const },
    };
    expect(() => checkLifecycle(afterTheEnd)).toThrow('the post status RECALLED should be final');
  });

  const pairs = POST_ACTIONS.flatMap((action) => POST_STATUSES.map((status) => ({ action, status })));
  const allowed = pairs.filter(({ action, status }) => POST_LIFECYCLE[action].from.includes(status));
  const forbidden = pairs.filter((pair) => !allowed.includes(pair));

  it.each(allowed)('lets $action follow on $status', ({ action, status }) => {
    expect(statusAfter(action, status)).toBe(POST_LIFECYCLE[action].to);
  });

  it.each(forbidden)('does not let $action follow on $status', ({ action, status }) => {
    expect(() => statusAfter(action, status)).toThrow(
      expect.objectContaining({ code: 'POST_STATUS_CONFLICT', params: { status, action } }),
    );
  });

  it('is in FLOW.md as it is in the code', () => {
    const unpadded = (markdown: string) => markdown.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---');
    expect(unpadded(readFileSync('apps/content/FLOW.md', 'utf8'))).toContain(unpadded(lifecycleTable()));
  });
});
