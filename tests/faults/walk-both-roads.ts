import type { AnonymousCaseTaken, InboxPage, WorkerCase } from '@guantong/contracts';
import { eventually } from '@guantong/testing';
import { randomUUID } from 'node:crypto';
import { PersistentClient } from './persistent-client.js';
import { openNewsRoom, publishPost } from './publish-post.js';
import type { SmallCity } from './small-city.js';

/** What a city of two districts needs for the walk; see `SmallCity.build`. */
export const CITY_FOR_THE_WALK = {
  districts: 2,
  directs: 2,
  unions: 3,
  workers: 4,
  workersIn: ['D1-1-1', 'D1-1-2', 'D2-1-1'],
};

/** Everything that posts and cases can go through, at least once. Needs a short ANONYMOUS_TICK. */
export async function walkBothRoads(city: SmallCity): Promise<void> {
  await city.openUnions('D1-1', ['D1-1-9']);
  await city.importRoster(['D1-1-1'], 4, '电工');
  await Promise.all([walkDown(city), walkUp(city)]);
}

/** Posts that go by themselves, by hand, past their deadline; read, signed, corrected, recalled. */
async function walkDown(city: SmallCity): Promise<void> {
  const room = await openNewsRoom(city);
  const forward = (code: string, postId: string) => `/api/desk/units/${city.unit(code)}/relays/${postId}/forwarding`;
  const byHand = ['D1', 'D1-1', 'D1-1-1', 'D2-2'];
  const [district, direct, union, late] = await Promise.all(byHand.map((code) => city.staff(code, 'cadre')));
  if (!district || !direct || !union || !late) throw new Error('a cadre is missing');

  const plain = await publishPost(room);
  const worker = await city.worker('D1-1-1', 0);
  await readInInbox(worker, plain);
  await worker.ok('POST', `/api/worker/posts/${plain}/confirmation`, {});
  await room.publisher.ok('POST', `/api/desk/posts/${plain}/correction`, { reason: '日期有误', title: '通知（更正）' });
  await readInInbox(await city.worker('D2-1-1', 0), plain);
  await publishPost(room, { audience: { sex: 'F' } });

  for (const [i, cadre] of [district, direct, union, late].entries())
    await cadre.ok('PUT', `/api/desk/units/${city.unit(byHand[i] ?? '')}/forwarding-policy`, { mode: 'MANUAL' });
  const handed = await publishPost(room, { mustForward: true, forwardWithin: 'PT3S' });
  await eventually(() => district.ok('POST', forward('D1', handed), { note: '请各街道今日转发' }));
  await eventually(() => direct.ok('POST', forward('D1-1', handed), { note: '街道按语' }));
  await eventually(() => union.ok('POST', forward('D1-1-1', handed), { note: '班组长请念给大家听' }));
  await readInInbox(worker, handed);
  const held = await publishPost(room, { mustForward: true, forwardWithin: 'PT1S' });
  await readInInbox(worker, held); // nobody touched it: it has passed through

  const recalled = await publishPost(room);
  await eventually(() => district.ok('POST', forward('D1', recalled), {}));
  await room.publisher.ok('POST', `/api/desk/posts/${recalled}/recall`, { reason: '内容有误' });
}

async function readInInbox(worker: PersistentClient, postId: string): Promise<void> {
  await eventually(async () => {
    const { items } = await worker.ok<InboxPage>('GET', '/api/worker/inbox');
    if (!items.some((item) => item.postId === postId)) throw new Error(`${postId} has not arrived`);
  }, 15_000);
  await worker.ok('GET', `/api/worker/posts/${postId}`);
}

/** Cases that are settled, reopened, raised, returned, withdrawn, assigned to the officer on duty, forgotten; named and not. */
async function walkUp(city: SmallCity): Promise<void> {
  const officer = await city.staff('D1-1-1', 'safety_officer');
  await city.putOnDuty('D1-1-1', officer);
  const [handler, above] = await Promise.all([
    city.staff('D1-1-1', 'case_handler'),
    city.staff('D1-1', 'case_handler'),
  ]);
  const [one, other] = await Promise.all([city.worker('D1-1-1', 1), city.worker('D2-1-1', 1)]);
  for (const unit of ['D2-1-1', 'BJ'])
    await city.adminClient.ok('PUT', `/api/desk/units/${city.unit(unit)}/sla-policies/wages`, { acknowledge: 'PT1S' });
  const submit = (worker: PersistentClient, kind: string) =>
    worker.ok<WorkerCase>('POST', '/api/worker/cases', { kind, text: `诉求 ${randomUUID()}` });
  const desk = (who: PersistentClient, id: string, step: string, body: object = {}) =>
    who.ok('POST', `/api/desk/cases/${id}/${step}`, body);
  const own = (who: PersistentClient, id: string, step: string, body: object = {}) =>
    who.ok('POST', `/api/worker/cases/${id}/${step}`, body);

  const settled = (await submit(one, 'daily_work')).caseId;
  const { accountId } = await handler.ok<{ accountId: string }>('GET', '/api/open/sessions/current');
  await desk(handler, settled, 'acknowledgement');
  await desk(handler, settled, 'assignment', { accountId });
  await desk(handler, settled, 'replies', { text: '正在联系食堂' });
  await desk(handler, settled, 'resolution', { text: '已经解决' });
  await own(one, settled, 'reopening', { reason: '今天又没有热水' });
  await desk(handler, settled, 'resolution', { text: '换了新的热水器' });
  await own(one, settled, 'confirmation', { satisfaction: 5 });

  const hazard = (await submit(one, 'hazard')).caseId;
  await eventually(async () => {
    const { state } = await one.ok<WorkerCase>('GET', `/api/worker/cases/${hazard}`);
    if (state !== 'ASSIGNED') throw new Error('the officer on duty does not have it');
  });
  await submit(other, 'hazard'); // nobody is on duty there
  const forgotten = (await submit(other, 'wages')).caseId;

  const raised = (await submit(one, 'daily_life')).caseId;
  await desk(handler, raised, 'raising', { reason: '我们办不了' });
  await desk(above, raised, 'returning', { reason: '请先核实' });
  const withdrawn = (await submit(one, 'suggestion')).caseId;
  await own(one, withdrawn, 'messages', { text: '补充一句' });
  await own(one, withdrawn, 'urge');
  await own(one, withdrawn, 'withdrawal', { reason: '不用了' });

  const nobody = new PersistentClient(one.gatewayUrl);
  const anonymous = { kind: 'complaint', text: '克扣高温补贴', unitId: city.unit('D1-1-1'), aboutOwnUnion: true };
  const { receiptCode } = await nobody.ok<AnonymousCaseTaken>('POST', '/api/open/cases', anonymous);
  await nobody.ok('POST', '/api/open/cases/messages', { receiptCode, text: '还有夜班补贴' });

  await eventually(async () => {
    const { chain, breached } = await other.ok<WorkerCase>('GET', `/api/worker/cases/${forgotten}`);
    if (chain.length < 4 || !breached) throw new Error('it has not climbed to the city yet');
  }, 20_000);
}
