import path from 'node:path';
import type {
  CoverageView,
  InboxPage,
  InboxPost,
  PostView,
  ProgressView,
  RelayPage,
  RelayView,
  RoadStep,
} from '@guantong/contracts';
import type { ApiClient } from '../client/api-client.js';
import { readDocument } from '../load/read-document.js';
import type { Cast } from './cast.js';
import { eventually } from './eventually.js';
import { LiveBlock } from './live-block.js';
import { refused } from './refused.js';
import { RoadTree } from './road-tree.js';
import type { Telling } from './telling.js';
import type { TemporarySettings } from './temporary-settings.js';
import { tellUnreached } from './unreached.js';

const NOTE = '工地上的会员注意：本周五前登记，找工会小王代办也行。';
const HOW = { PUBLISHED: '发布', AUTO: '自动转发', MANUAL: '人工转发', PASS_THROUGH: '到期直通' } as const;

/** A post goes from the city to the last worker, through a hand, and through a deadline. */
export async function tellDownTheRoad(cast: Cast, telling: Telling, settings: TemporarySettings): Promise<void> {
  telling.chapter('一、稿件下行：从市总到每一名职工', 'I. Down: from the city to every worker');
  const { people, places } = cast;
  telling.step('设定转发方式', 'ways of forwarding');
  await settings.forwarding(people.administrator, places.fengtai.unitId, 'MANUAL');
  await settings.forwarding(people.administrator, places.yongning.unitId, 'MANUAL');
  telling.say(
    '丰台区总工会由干部转发，永宁镇总工会也由干部转发（今天没人上班），其余自动转发',
    'Fengtai forwards by hand; so does Yongning township, where nobody is in today; all others by themselves',
  );

  const post = await publish(cast, telling);
  const began = Date.now();
  const byHand = forwardByHand(people.fengtaiCadre, places.fengtai.unitId, post.postId, began, telling);
  await watchTheRoad(cast, telling, post.postId, began, byHand);

  telling.step('永宁镇到期直通', 'the township is passed through');
  const township = await people.analyst.get<ProgressView>(`/api/desk/posts/${post.postId}/progress`, {
    unitId: places.yongning.unitId,
  });
  telling.expect('永宁镇的转发方式', township.unit.how, 'PASS_THROUGH');
  telling.say(
    '永宁镇 5 秒内没有转发，稿件到期直通，下面的单位没有漏掉',
    'Yongning let its 5 seconds pass; the post passed through, and nobody below was missed',
  );

  await tellWorkers(cast, telling, post);
  await tellCoverage(cast, telling, post.postId);
  await tellUnreached(cast, telling, post.postId);
}

async function publish({ people, places }: Cast, telling: Telling): Promise<PostView> {
  telling.step('市总写稿、送审、发布', 'the city writes, reviews, publishes');
  const { head, text } = await readDocument(path.resolve('demo', 'story', 'benefit-post.md'));
  const draft = await people.publisher.post<PostView>('/api/desk/posts', {
    unitId: places.city.unitId,
    kind: head.kind,
    title: head.title,
    bodyMarkdown: text,
    mustForward: true,
    forwardWithin: head.forward_within,
  });
  await people.publisher.post(`/api/desk/posts/${draft.postId}/submission`);
  await people.reviewer.post(`/api/desk/posts/${draft.postId}/approval`);
  const post = await people.publisher.post<PostView>(`/api/desk/posts/${draft.postId}/publication`);
  telling.expect('稿件状态', post.status, 'PUBLISHED');
  telling.say(`市总发布《${post.title}》：一人写，另一人审`, 'The city publishes; one wrote it, another approved it');
  return post;
}

/** What the district's cadre does: sees it waiting, adds a word, taps. */
async function forwardByHand(
  cadre: ApiClient,
  unitId: string,
  postId: string,
  began: number,
  telling: Telling,
): Promise<string> {
  await eventually(async () => {
    const { items } = await cadre.get<RelayPage>(`/api/desk/units/${unitId}/relays`, { state: 'PENDING', limit: 100 });
    return items.find((item) => item.postId === postId);
  });
  const relay = await cadre.post<RelayView>(`/api/desk/units/${unitId}/relays/${postId}/forwarding`, { note: NOTE });
  telling.expect('丰台的转发方式', relay.how, 'MANUAL');
  return telling.elapsed(began);
}

async function watchTheRoad(
  { people, whole }: Cast,
  telling: Telling,
  postId: string,
  began: number,
  byHand: Promise<string>,
): Promise<void> {
  telling.step('逐级到达', 'each tier is reached');
  const tree = new RoadTree(began, whole);
  const block = new LiveBlock();
  const stream = await eventually(() =>
    people.analyst.stream<CoverageView>(`/api/desk/posts/${postId}/coverage/stream`),
  );
  const stop = stream.watch((coverage) => block.update(tree.lines(coverage)));
  try {
    const isWhole = ({ tiers, workers }: CoverageView) =>
      workers.audience === whole.WORKER &&
      tiers.length === 4 &&
      tiers.every(({ tier, forwarded }) => forwarded === whole[tier]);
    const [seconds] = await Promise.all([byHand, stream.until(isWhole, 30_000)]);
    telling.say(
      `丰台区总工会干部第 ${seconds} 秒加按语转发；全市到达用时 ${telling.elapsed(began)} 秒`,
      `Fengtai's cadre forwarded with a note after ${seconds} s; the whole city was reached in ${telling.elapsed(began)} s`,
    );
    telling.quote('丰台区总工会', NOTE);
  } finally {
    stop();
    stream.close();
  }
}

async function tellWorkers({ people, places }: Cast, telling: Telling, post: PostView): Promise<void> {
  telling.step('职工打开收件箱', 'a worker opens the inbox');
  const opened = await read(people.scaffolder, telling, post);
  const steps = opened.road.map(({ name, how }) => ({ name, how }));
  const { city, fengtai, kandan, site } = places;
  telling.expect('到工地的路', steps, [
    { name: city.name, how: 'PUBLISHED' },
    { name: fengtai.name, how: 'MANUAL' },
    { name: kandan.name, how: 'AUTO' },
    { name: site.name, how: 'AUTO' },
  ]);
  telling.expect('丰台的按语', opened.road[1]?.note, NOTE);
  telling.say(
    '架子工打开收件箱，看到正文、一路上每一级谁在什么时候转发、写了什么按语',
    'A scaffolder opens the inbox: the body, who forwarded when on the way, and every note',
  );
  showRoad(telling, opened.road);
  telling.step('另一名职工打开收件箱', 'another worker opens the inbox');
  const passed = await read(people.cleaner, telling, post);
  telling.expect(
    '永宁镇一步',
    passed.road.find(({ unitId }) => unitId === places.yongning.unitId)?.how,
    'PASS_THROUGH',
  );
  telling.say(
    '永宁镇的保洁员也收到了，看得见这一级是到期直通的',
    'The street cleaner in Yongning has it too, and sees that this tier was passed through',
  );
  showRoad(telling, passed.road);
}

async function read(worker: ApiClient, telling: Telling, post: PostView): Promise<InboxPost> {
  const { items } = await worker.get<InboxPage>('/api/worker/inbox');
  const item = items.find(({ postId }) => postId === post.postId);
  telling.holds(
    '收件箱里有这篇稿件，还没有读过',
    item?.read === false,
    items.map(({ title }) => title),
  );
  const opened = await worker.get<InboxPost>(`/api/worker/posts/${post.postId}`);
  telling.holds('正文完整', opened.bodyHtml?.includes('全部登记摇号') ?? false, opened.bodyHtml);
  telling.expect('已读', opened.read, true);
  return opened;
}

function showRoad(telling: Telling, road: readonly RoadStep[]): void {
  for (const { name, how, at, note } of road) {
    const time = new Date(at).toLocaleTimeString('zh-CN', { hour12: false, timeZone: 'Asia/Shanghai' });
    telling.line(`${time}  ${name}  ${HOW[how]}${note ? `：“${note}”` : ''}`);
  }
}

async function tellCoverage({ people, places, whole }: Cast, telling: Telling, postId: string): Promise<void> {
  telling.step('覆盖率逐级准确', 'coverage is exact, tier by tier');
  const { tiers, workers, children } = await people.analyst.get<CoverageView>(`/api/desk/posts/${postId}/coverage`);
  for (const { tier, units, forwarded, pending, waiting } of tiers) {
    telling.expect(
      `${tier} 的数`,
      { units, forwarded, pending, waiting },
      { units: whole[tier], forwarded: whole[tier], pending: 0, waiting: 0 },
    );
  }
  telling.expect(
    '层级',
    tiers.map(({ tier }) => tier),
    ['CITY', 'DISTRICT', 'DIRECT', 'GRASSROOTS'],
  );
  const wanted = { audience: whole.WORKER, read: 2, notReached: whole.WORKER - 2 };
  telling.expect(
    '职工的数',
    { audience: workers.audience, read: workers.read, notReached: workers.notReached },
    wanted,
  );
  const sum = (what: 'audience' | 'read' | 'notReached') =>
    children.reduce((total, child) => total + child.workers[what], 0);
  telling.expect('各区相加', { audience: sum('audience'), read: sum('read'), notReached: sum('notReached') }, wanted);
  telling.say(
    `覆盖率准确：市 1、区 ${whole.DISTRICT}、直属 ${whole.DIRECT}、基层 ${whole.GRASSROOTS}；应达 ${workers.audience} 人，已读 2 人，各区相加分毫不差`,
    `Coverage is exact in all ${places.city.unitsBelow + 1} units: ${workers.audience} workers, 2 have read; the districts add up`,
  );
  await refused(
    telling,
    '工地安全员不能看全市',
    () => people.safetyOfficer.get(`/api/desk/posts/${postId}/coverage`, { unitId: places.city.unitId }),
    'FORBIDDEN',
  );
}
