import path from 'node:path';
import type {
  AnonymousCaseTaken,
  CaseCounts,
  DeskCase,
  DeskCasePage,
  PublicUnitList,
  WorkerCase,
} from '@guantong/contracts';
import { readDocument } from '../load/read-document.js';
import { CITY_FOLDER, type Cast } from './cast.js';
import { refused } from './refused.js';
import type { Telling } from './telling.js';

/** An anonymous complaint about one's own union goes over its head, and is followed with a receipt code. */
export async function tellOverTheHead({ people, places, nobody }: Cast, telling: Telling): Promise<void> {
  telling.chapter(
    '四、匿名投诉本单位工会：越过它，交给上一级',
    'IV. An anonymous complaint about one’s own union goes over its head',
  );
  telling.step('不登录，投诉本单位工会', 'without logging in');
  const countAtTheSite = () => people.siteHandler.get<CaseCounts>('/api/desk/case-counts');
  const before = await countAtTheSite();
  const { text } = await readDocument(path.join(CITY_FOLDER, 'cases', 'nobody-answers.md'));
  const { items } = await nobody.get<PublicUnitList>('/api/open/units', { search: places.site.name });
  telling.expect('找到单位', items[0]?.unitId, places.site.unitId);
  const taken = await nobody.post<AnonymousCaseTaken>('/api/open/cases', {
    kind: 'complaint',
    text,
    unitId: places.site.unitId,
    aboutOwnUnion: true,
  });
  const { receiptCode } = taken;
  const first = await nobody.post<WorkerCase>('/api/open/cases/lookup', { receiptCode });
  telling.expect('送到上一级', first.owner.name, places.kandan.name);
  telling.expect('没有留下时刻', first.submittedAt, null);
  telling.say(
    `不登录、不留名，拿到回执码；诉求直接到了${places.kandan.name}`,
    'No log-in, no name, a receipt code; the case is with the unit above',
  );
  telling.quote('匿名职工', text);

  telling.step('被投诉的单位看不到', 'the accused unit does not see it');
  const { caseId, number } = first;
  for (const [who, desk] of [
    ['工地诉求处理员', people.siteHandler],
    ['工地工会干部', people.siteCadre],
  ] as const) {
    await refused(telling, `${who}读不到`, () => desk.get(`/api/desk/cases/${caseId}`), 'NOT_FOUND');
    const found = await desk.get<DeskCasePage>('/api/desk/cases', { number });
    telling.expect(`${who}查不到`, found.items.length, 0);
  }
  telling.expect('工地的诉求数没有变', await countAtTheSite(), before);
  telling.say('工地工会的人读不到、查不到、数不到', 'Nobody at the site’s union can read, find or count it');

  telling.step('上一级答复，凭回执码查看', 'answered, and followed by receipt code');
  const desk = people.kandanHandler;
  await desk.post(`/api/desk/cases/${caseId}/acknowledgement`);
  const answer = '街道总工会已到工地核实，热水器的事由我们盯着办，有结果就在这里告诉您。';
  const resolved = await desk.post<DeskCase>(`/api/desk/cases/${caseId}/resolution`, { text: answer });
  telling.expect(
    '处理的人也不知道是谁',
    { workerId: resolved.workerId, submittedBy: resolved.submittedBy },
    { workerId: null, submittedBy: 'ANONYMOUS' },
  );
  const followed = await nobody.post<WorkerCase>('/api/open/cases/lookup', { receiptCode });
  telling.expect('凭码看到答复', followed.replies.at(-1)?.text, answer);
  const confirmed = await nobody.post<WorkerCase>('/api/open/cases/confirmation', { receiptCode, satisfaction: 5 });
  telling.expect('凭码确认', confirmed.state, 'CONFIRMED');
  await refused(
    telling,
    '错的回执码',
    () => nobody.post('/api/open/cases/lookup', { receiptCode: 'AAAA-BBBB-CCCC-DDDD-EEEE-FFFF' }),
    'RECEIPT_CODE_UNKNOWN',
  );
  telling.say(
    '上一级受理、答复；本人凭回执码看到答复并确认',
    'The unit above answers; the person sees it by the receipt code, and confirms',
  );
  telling.quote(places.kandan.name, answer);
}
