import type { CoverageView, PostView } from '@guantong/contracts';
import { eventually } from '@guantong/testing';
import type { ApiClient } from '../api-client.js';

interface Post {
  unitId: string;
  title?: string;
  mustForward?: boolean;
  forwardWithin?: string;
  audience?: object;
}

/** Written by one, approved by another, published. */
export async function publishPost(publisher: ApiClient, reviewer: ApiClient, post: Post): Promise<PostView> {
  const body = { kind: 'notice', title: '通知', bodyMarkdown: '**请看**这一条。', ...post };
  const { postId } = await publisher.post<PostView>('/api/desk/posts', body);
  await publisher.post(`/api/desk/posts/${postId}/submission`);
  await reviewer.post(`/api/desk/posts/${postId}/approval`);
  return publisher.post<PostView>(`/api/desk/posts/${postId}/publication`);
}

/** Coverage as soon as so many grassroots unions have the post open to their members (default: all of the small city). */
export const wholeCoverage = (desk: ApiClient, postId: string, unitId: string, unions = 3): Promise<CoverageView> =>
  eventually(async () => {
    const coverage = await desk.get<CoverageView>(`/api/desk/posts/${postId}/coverage`, { unitId });
    const open = coverage.tiers.find(({ tier }) => tier === 'GRASSROOTS')?.forwarded ?? 0;
    if (open !== unions) throw new Error(`${open} of ${unions} unions have it: ${JSON.stringify(coverage.tiers)}`);
    return coverage;
  }, 20_000);
