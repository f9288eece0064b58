import type {
  InboxPage,
  InboxPost,
  PostView,
  ProgressView,
  RelayPage,
  RelayView,
  UnreachedWorker,
} from '@guantong/contracts';
import { eventually } from '@guantong/testing';
import { codeOf } from './api-client.js';
import { MEMBERS } from './city/city-files.js';
import { publishPost, wholeCoverage } from './city/publish-post.js';
import { type SmallCity, smallCity } from './city/small-city.js';

describe('the road down', () => {
  let city: SmallCity;
  beforeAll(async () => {
    city = await smallCity();
  }, 120_000);
  afterAll(() => city?.stop());

  const publish = async (post: Partial<Parameters<typeof publishPost>[2]> = {}): Promise<PostView> =>
    publishPost(await city.as('publisher'), await city.as('reviewer'), { unitId: city.units.city, ...post });
  const inboxOf = (union: keyof typeof MEMBERS) => city.workers[union].get<InboxPage>('/api/worker/inbox');
  const inInbox = async (union: keyof typeof MEMBERS, postId: string) =>
    (await inboxOf(union)).items.find((item) => item.postId === postId);

  it('carries a post by itself from the city to every worker, and counts exactly who read it', async () => {
    const post = await publish({ title: '自动到达' });
    const desk = await city.as('publisher');
    await wholeCoverage(desk, post.postId, city.units.city);
    const opened = await city.workers.site.get<InboxPost>(`/api/worker/posts/${post.postId}`);
    expect(opened.bodyHtml).toContain('<strong>请看</strong>');
    expect(opened.road.map(({ how }) => how)).toEqual(['PUBLISHED', 'AUTO', 'AUTO', 'AUTO']);
    await city.workers.site.post(`/api/worker/posts/${post.postId}/confirmation`);
    const all = MEMBERS.site + MEMBERS.school + MEMBERS.sweepers;
    const coverage = await wholeCoverage(desk, post.postId, city.units.city);
    expect(coverage.workers).toMatchObject({ audience: all, read: 1, confirmed: 1, notReached: all - 1 });
    expect(coverage.tiers.map(({ tier, units, forwarded }) => [tier, units, forwarded])).toEqual([
      ['CITY', 1, 1],
      ['DISTRICT', 2, 2],
      ['DIRECT', 2, 2],
      ['GRASSROOTS', 3, 3],
    ]);
    const sum = (what: 'audience' | 'read') =>
      coverage.children.reduce((total, child) => total + child.workers[what], 0);
    expect([sum('audience'), sum('read')]).toEqual([all, 1]);
  });

  it('waits for a cadre where a unit forwards by hand, and shows the note to everybody below and to nobody else', async () => {
    const path = `/api/desk/units/${city.units.east}/forwarding-policy`;
    await city.administrator.put(path, { mode: 'MANUAL' });
    const post = await publish({ title: '人工转发' });
    const cadre = await city.as('eastCadre');
    await eventually(async () => {
      const { items } = await cadre.get<RelayPage>(`/api/desk/units/${city.units.east}/relays`, { state: 'PENDING' });
      expect(items.map(({ postId }) => postId)).toContain(post.postId);
    });
    await eventually(async () => expect(await inInbox('sweepers', post.postId)).toBeDefined());
    expect(await inInbox('site', post.postId)).toBeUndefined();

    const forward = `/api/desk/units/${city.units.east}/relays/${post.postId}/forwarding`;
    const relay = await cadre.post<RelayView>(forward, { note: '本周五前看完' });
    expect(relay).toMatchObject({ state: 'FORWARDED', how: 'MANUAL', note: '本周五前看完' });
    expect(await codeOf(cadre.post(forward, {}))).toBe('RELAY_ALREADY_FORWARDED');
    await eventually(async () => expect(await inInbox('site', post.postId)).toBeDefined());
    const east = await city.workers.site.get<InboxPost>(`/api/worker/posts/${post.postId}`);
    const west = await city.workers.sweepers.get<InboxPost>(`/api/worker/posts/${post.postId}`);
    expect(east.road.map(({ note }) => note)).toEqual([null, '本周五前看完', null, null]);
    expect(west.road.map(({ note }) => note)).toEqual([null, null, null, null]);
    await city.administrator.put(path, { mode: 'AUTO' });
  });

  it('passes a unit by that lets the deadline of a must-forward post run out', async () => {
    const path = `/api/desk/units/${city.units.westTown}/forwarding-policy`;
    await city.administrator.put(path, { mode: 'MANUAL' });
    const post = await publish({ title: '到期直通', mustForward: true, forwardWithin: 'PT1S' });
    const desk = await city.as('publisher');
    await wholeCoverage(desk, post.postId, city.units.city);
    const { unit } = await desk.get<ProgressView>(`/api/desk/posts/${post.postId}/progress`, {
      unitId: city.units.westTown,
    });
    expect(unit).toMatchObject({ how: 'PASS_THROUGH', note: null });
    expect(Date.parse(unit.forwardedAt ?? '') - Date.parse(unit.receivedAt)).toBeGreaterThanOrEqual(1000);
    await city.administrator.put(path, { mode: 'AUTO' });
  });

  it('reaches only the audience', async () => {
    const post = await publish({ title: '给女职工', audience: { sex: 'F' } });
    const coverage = await wholeCoverage(await city.as('publisher'), post.postId, city.units.city);
    expect(coverage.workers.audience).toBe(3 + 2 + 2);
    expect(await inInbox('site', post.postId)).toBeUndefined(); // a man
  });

  it('names who was not reached to the cadre who goes to see them, and to nobody without the permission', async () => {
    const post = await publish({ title: '未触达' });
    await wholeCoverage(await city.as('publisher'), post.postId, city.units.city);
    await city.workers.site.get(`/api/worker/posts/${post.postId}`);
    const path = `/api/desk/posts/${post.postId}/unreached`;
    const ask = { unitId: city.units.site };
    const page = await (
      await city.as('siteCadre')
    ).get<{ items: (UnreachedWorker & { name: string | null })[] }>(path, ask);
    expect(page.items.map(({ name }) => name)).toEqual(['测试乙', '测试丙', '测试丁', '测试戊', '测试己']);
    expect(page.items.map(({ hasSmartphone }) => hasSmartphone)).toEqual([true, false, true, true, true]);
    expect(await codeOf((await city.as('eastAnalyst')).get(path, ask))).toBe('FORBIDDEN');
    expect(await codeOf((await city.as('sweepersCadre')).get(path, ask))).toBe('NOT_FOUND');
  });

  it('corrects a text everywhere and says so to those who read the old one, and takes a post back', async () => {
    const post = await publish({ title: '会改的' });
    const desk = await city.as('publisher');
    await wholeCoverage(desk, post.postId, city.units.city);
    await city.workers.site.get(`/api/worker/posts/${post.postId}`);
    await desk.post(`/api/desk/posts/${post.postId}/correction`, { reason: '日期写错了', bodyMarkdown: '改过的正文' });
    await eventually(async () =>
      expect(await inInbox('site', post.postId)).toMatchObject({ correctedSinceRead: true }),
    );
    const again = await city.workers.site.get<InboxPost>(`/api/worker/posts/${post.postId}`);
    expect(again).toMatchObject({ correctionReason: '日期写错了', revision: 2 });
    expect(again.bodyHtml).toContain('改过的正文');
    await desk.post(`/api/desk/posts/${post.postId}/recall`, { reason: '活动取消' });
    await eventually(async () => expect(await inInbox('site', post.postId)).toMatchObject({ status: 'RECALLED' }));
    expect(await inInbox('school', post.postId)).toBeUndefined(); // had not read it
    expect(await city.workers.site.get<InboxPost>(`/api/worker/posts/${post.postId}`)).toMatchObject({
      bodyHtml: null,
      recallReason: '活动取消',
    });
  });

  it('does a write once, however often it is sent with the same key', async () => {
    const publisher = await city.as('publisher');
    const draft = { unitId: city.units.city, kind: 'notice', title: '只写一次', bodyMarkdown: '正文' };
    const [first, ...others] = await Promise.all(
      [1, 2, 3].map(() => publisher.post<PostView>('/api/desk/posts', draft, 'same-key-0001')),
    );
    expect(others.map(({ postId }) => postId)).toEqual([first?.postId, first?.postId]);
    expect(await codeOf(publisher.post('/api/desk/posts', { ...draft, title: '别的' }, 'same-key-0001'))).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
    const another = await publisher.post<PostView>('/api/desk/posts', draft, 'other-key-0002');
    expect(another.postId).not.toBe(first?.postId); // the control
  });
});
