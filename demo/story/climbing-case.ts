import path from 'node:path';
import { CASE_STATE_NAMES, type CaseStay, type DeskCase, TIER_NAMES, type WorkerCase } from '@guantong/contracts';
import type { EventStream } from '../client/event-stream.js';
import { readDocument } from '../load/read-document.js';
import { CITY_FOLDER, type Cast } from './cast.js';
import type { Telling } from './telling.js';
import type { TemporarySettings } from './temporary-settings.js';

/** The time for each unit to acknowledge, for the story; otherwise days. */
const CLOCK_SECONDS = 3;

/** A case that nobody answers climbs to the city; the city's answer comes down; it is reopened, settled, confirmed. */
export async function tellClimbingCase(cast: Cast, telling: Telling, settings: TemporarySettings): Promise<void> {
  telling.chapter('三、没人理的诉求：自己往上走', 'III. A case that nobody answers climbs by itself');
  const { people, places } = cast;
  telling.step('缩短办理时限', 'shorter time limits');
  await settings.acknowledgeWithin(people.administrator, places.city.unitId, 'daily_life', `PT${CLOCK_SECONDS}S`);
  telling.say(
    `管理员把“生活诉求”的受理时限设为每级 ${CLOCK_SECONDS} 秒（平时按天）`,
    `For the story, the administrator sets the time to acknowledge to ${CLOCK_SECONDS} s a tier`,
  );

  telling.step('逐级提级', 'it climbs tier by tier');
  const { text } = await readDocument(path.join(CITY_FOLDER, 'cases', 'no-hot-water.md'));
  const submitted = await people.scaffolder.post<WorkerCase>('/api/worker/cases', { kind: 'daily_life', text });
  telling.quote('架子工', text);
  const stream = await people.scaffolder.stream<WorkerCase>(`/api/worker/cases/${submitted.caseId}/stream`);
  try {
    await climb(cast, telling, stream);
    await settings.restore(); // the clocks that run go on as they were set
    await answer(cast, telling, submitted.caseId, stream);
    await settleAgain(cast, telling, submitted.caseId, stream);
  } finally {
    stream.close();
  }
}

async function climb({ people, places }: Cast, telling: Telling, stream: EventStream<WorkerCase>): Promise<void> {
  let shown = 0;
  const stop = stream.watch(({ chain }) => {
    for (const stay of chain.slice(shown)) telling.line(describe(stay, chain[0]));
    shown = Math.max(shown, chain.length);
  });
  const atTheTop = await stream.until(({ owner }) => owner.tier === 'CITY', (CLOCK_SECONDS * 3 + 20) * 1000);
  stop();
  // Before anything else: the city's own clock runs as well
  await people.cityHandler.post(`/api/desk/cases/${atTheTop.caseId}/acknowledgement`, { note: '市总接办' });
  const { site, kandan, fengtai, city } = places;
  telling.expect(
    '经过的单位',
    atTheTop.chain.map(({ unit, reason }) => ({ name: unit.name, reason })),
    [
      { name: site.name, reason: 'SUBMITTED' },
      ...[kandan, fengtai, city].map(({ name }) => ({ name, reason: 'BREACH' })),
    ],
  );
  for (const [i, stay] of atTheTop.chain.slice(1).entries()) {
    const seconds = (time(stay) - time(atTheTop.chain[i])) / 1000;
    telling.holds(
      `${stay.unit.name}按自己的时限接到`,
      seconds >= CLOCK_SECONDS && seconds < CLOCK_SECONDS + 10,
      seconds,
    );
  }
  telling.say(
    `没有人受理：基层 → 直属 → 区 → 市，每一级各有 ${CLOCK_SECONDS} 秒，到点自动提级；市总受理`,
    `Nobody acknowledged it: grassroots → direct → district → city, each on its own ${CLOCK_SECONDS} s clock; the city takes it`,
  );
}

const time = (stay: CaseStay | undefined): number => Date.parse(stay?.arrivedAt ?? '');

const describe = (stay: CaseStay, first: CaseStay | undefined): string => {
  const seconds = ((time(stay) - time(first)) / 1000).toFixed(1).padStart(5);
  return `${seconds} s  ${stay.unit.name}  ${stay.reason === 'BREACH' ? '超时提级' : '提交'}`;
};

async function answer(
  { people }: Cast,
  telling: Telling,
  caseId: string,
  stream: EventStream<WorkerCase>,
): Promise<void> {
  telling.step('市总答复，逐级回到职工', 'the answer comes down');
  const text = '已约谈总包单位，三天内修好热水器，这几天先开隔壁楼的浴室。';
  const resolved = await people.cityHandler.post<DeskCase>(`/api/desk/cases/${caseId}/resolution`, { text });
  telling.expect('市总办结', resolved.state, 'RESOLVED');
  const seen = await stream.until(({ state }) => state === 'RESOLVED', 5000);
  const reply = seen.replies.at(-1);
  telling.expect('答复', reply?.text, text);
  telling.expect(
    '答复经过',
    reply?.cameDown.map(({ tier }) => tier),
    ['CITY', 'DISTRICT', 'DIRECT', 'GRASSROOTS', 'WORKER'],
  );
  telling.say('市总答复，沿原路逐级回到职工', 'The city answers; the answer comes down the way the case went up');
  telling.quote('市总工会', text);
  telling.line(reply?.cameDown.map(({ tier, name }) => name ?? TIER_NAMES[tier].zh).join(' → ') ?? '');
}

async function settleAgain(
  { people, places }: Cast,
  telling: Telling,
  caseId: string,
  stream: EventStream<WorkerCase>,
): Promise<void> {
  telling.step('不满意，重办', 'not satisfied, reopened');
  const reason = '浴室是开了，热水器还是坏的。';
  const reopened = await people.scaffolder.post<WorkerCase>(`/api/worker/cases/${caseId}/reopening`, { reason });
  telling.expect(
    '重办',
    { state: reopened.state, owner: reopened.owner.name },
    { state: 'REOPENED', owner: places.city.name },
  );
  telling.say(
    '职工不满意，重办：回到说“办结”的单位',
    'The worker is not satisfied: it goes back to the unit that said it was settled',
  );
  telling.quote('架子工', reason);

  telling.step('再次办结并确认', 'settled again and confirmed');
  await people.cityHandler.post(`/api/desk/cases/${caseId}/resolution`, { text: '热水器已换新，工会的人当面试过水。' });
  const confirmed = await people.scaffolder.post<WorkerCase>(`/api/worker/cases/${caseId}/confirmation`, {
    satisfaction: 4,
  });
  telling.expect(
    '确认',
    { state: confirmed.state, satisfaction: confirmed.satisfaction },
    { state: 'CONFIRMED', satisfaction: 4 },
  );
  const seen = await stream.until(({ state }) => state === 'CONFIRMED', 5000);
  telling.expect('答复次数', seen.replies.length, 2);
  telling.say(
    `办好了，职工确认：${CASE_STATE_NAMES[confirmed.state].zh}，满意`,
    'Settled, and confirmed by the worker',
  );
}
