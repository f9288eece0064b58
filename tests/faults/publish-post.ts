import type { NewDraftRequest, PostView } from '@guantong/contracts';
import { randomUUID } from 'node:crypto';
import type { PersistentClient } from './persistent-client.js';
import type { SmallCity } from './small-city.js';

/** Who may write and who may review at the city. */
export interface NewsRoom {
  cityId: string;
  publisher: PersistentClient;
  reviewer: PersistentClient;
}

export async function openNewsRoom(city: SmallCity): Promise<NewsRoom> {
  const [publisher, reviewer] = await Promise.all([city.staff('BJ', 'publisher'), city.staff('BJ', 'reviewer')]);
  return { cityId: city.unit('BJ'), publisher, reviewer };
}

/** Writes, submits and approves a post; gives its id. */
export async function preparePost(room: NewsRoom, post: Partial<NewDraftRequest> = {}): Promise<string> {
  const { postId } = await room.publisher.ok<PostView>('POST', '/api/desk/posts', {
    unitId: room.cityId,
    kind: 'notice',
    title: `通知 ${randomUUID().slice(0, 8)}`,
    bodyMarkdown: '请各级工会转发。',
    ...post,
  });
  await room.publisher.ok('POST', `/api/desk/posts/${postId}/submission`, {});
  await room.reviewer.ok('POST', `/api/desk/posts/${postId}/approval`, {});
  return postId;
}

/** The last step, repeated until it is taken: a service may just be dying. */
export async function sendOut(room: NewsRoom, postId: string): Promise<void> {
  const done = await room.publisher.untilTaken('POST', `/api/desk/posts/${postId}/publication`, {});
  if (done.outcome !== 'ACCEPTED') throw new Error(`the post was not published: ${JSON.stringify(done)}`);
}

export async function publishPost(room: NewsRoom, post: Partial<NewDraftRequest> = {}): Promise<string> {
  const postId = await preparePost(room, post);
  await sendOut(room, postId);
  return postId;
}
