import type { PostListItem, PostPage, PostView } from '@guantong/contracts';
import type { ApiClient } from '../client/api-client.js';
import type { DemoDocument } from './read-document.js';

/** How far each post gets, so that there is something to see at every step. Those left out go all the way. */
const STOPS_AT: Readonly<Record<string, PostView['status']>> = {
  'daily-quiz.md': 'DRAFT',
  'craft-session.md': 'SUBMITTED',
  'courier-health-check.md': 'APPROVED',
};

export interface Newsroom {
  unitId: string;
  /** Writes, submits and publishes in the unit's name. */
  publisher: ApiClient;
  /** Somebody else, who approves. */
  reviewer: ApiClient;
}

/** `all`, or `sex=F`, `employmentForms=new_form,migrant`. */
export function audienceOf(text: string): object {
  if (text === 'all') return {};
  const [name = '', value = ''] = text.split('=');
  return { [name]: name.endsWith('s') ? value.split(',') : value };
}

/** Takes a post from wherever it is as far as it is to get. */
export async function writePost(
  document: DemoDocument,
  { unitId, publisher, reviewer }: Newsroom,
): Promise<PostListItem> {
  const { head, text, file } = document;
  const stop = STOPS_AT[file] ?? 'PUBLISHED';
  let post = await findPost(publisher, unitId, head.title ?? '');
  post ??= await publisher.post<PostView>('/api/desk/posts', {
    unitId,
    kind: head.kind,
    title: head.title,
    bodyMarkdown: text,
    audience: audienceOf(head.audience ?? 'all'),
    mustForward: head.must_forward === 'true',
    forwardWithin: head.forward_within,
  });
  const steps = [
    { from: 'DRAFT', step: 'submission', by: publisher },
    { from: 'SUBMITTED', step: 'approval', by: reviewer },
    { from: 'APPROVED', step: 'publication', by: publisher },
  ] as const;
  for (const { from, step, by } of steps) {
    if (post.status !== from || post.status === stop) continue;
    post = await by.post<PostView>(`/api/desk/posts/${post.postId}/${step}`);
  }
  return post;
}

async function findPost(desk: ApiClient, unitId: string, title: string): Promise<PostListItem | undefined> {
  let after: string | undefined;
  do {
    const page: PostPage = await desk.get<PostPage>('/api/desk/posts', { unitId, limit: 100, after });
    const found = page.items.find((item) => item.title === title);
    if (found) return found;
    after = page.next ?? undefined;
  } while (after);
  return undefined;
}
