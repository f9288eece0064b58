import type { Actor, PostPublishedV1, Role } from '@guantong/contracts';
import { newId } from '@guantong/platform';

/** A notice for everybody that need not be forwarded. */
export const buildPost = (given: Partial<PostPublishedV1> & Pick<PostPublishedV1, 'unitId'>): PostPublishedV1 => ({
  postId: newId(),
  kind: 'notice',
  title: '关于夏季防暑降温的通知',
  summary: '高温天气，请合理安排作业时间。',
  bodyHtml: '<p>高温天气，请合理安排作业时间。</p>',
  revision: 1,
  audience: {},
  mustForward: false,
  forwardWithin: null,
  publishedAt: new Date().toISOString(),
  ...given,
});

export const buildStaff = (unitId: string, role: Role = 'cadre'): Actor => ({
  kind: 'STAFF',
  accountId: newId(),
  sessionId: newId(),
  appointments: [{ unitId, role }],
  worker: null,
});

export const buildWorkerActor = (worker: { workerId?: string; unitId: string; slot: number }): Actor => ({
  kind: 'WORKER',
  accountId: newId(),
  sessionId: newId(),
  appointments: [],
  worker: { id: worker.workerId ?? newId(), unitId: worker.unitId, slot: worker.slot },
});
