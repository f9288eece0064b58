import { setTimeout as delay } from 'node:timers/promises';
import type {
  ErasureAsked,
  FileImportView,
  HeldAboutMe,
  PhoneLogIn,
  RosterLinePage,
  TransferView,
  UnitChangePage,
  UnitChangeView,
  UnitPage,
  UnitView,
  WorkerPage,
} from '@guantong/contracts';
import type { ApiClient } from '../client/api-client.js';
import { unitById } from '../client/find-units.js';
import { eventually } from './eventually.js';
import type { Cast } from './cast.js';
import { refused } from './refused.js';
import type { Telling } from './telling.js';

/** What the new union is called, by when the story is told: it can be told any number of times. */
const serial = Date.now().toString(36).toUpperCase();
/** A number that no operator gives out, another one each time. */
const phone = `140${String(Date.now()).slice(-8)}`;
const card = `JKD${serial}`;

/** A union is opened, gets its members from a spreadsheet, one of them moves on, and has everything erased. */
export async function tellNewUnion(cast: Cast, telling: Telling): Promise<void> {
  telling.chapter('五、新建一家工会，到它撤销', 'V. A new union, until it is dissolved');
  const union = await openUnion(cast, telling);
  await importMembers(cast, telling, union);
  const worker = await moveOn(cast, telling, union);
  await eraseEverything(cast, telling, worker);
  await dissolve(cast, telling, union);
}

async function openUnion({ people, places }: Cast, telling: Telling): Promise<UnitView> {
  const desk = people.administrator;
  telling.step('拼音首字母查组织', 'find units by initials');
  const { items } = await desk.get<UnitPage>('/api/desk/units', { search: 'ftqzgh' });
  telling.holds(
    '查到丰台',
    items.some((unit) => unit.unitId === places.fengtai.unitId),
    items,
  );

  telling.step('新建工会', 'open a union');
  const name = `看丹街道云裳制衣厂工会${serial}`;
  const unit = { parentId: places.kandan.unitId, code: `DEMO-${serial}`, kind: 'enterprise', name };
  const opened = await desk.post<UnitChangeView>('/api/desk/unit-changes/openings', {
    ...unit,
    reason: '职工申请建会',
  });
  telling.expect('当天生效', opened.state, 'DONE');
  const union = await unitById(desk, opened.unitId);
  telling.expect('面包屑', union.breadcrumbs.at(-2)?.unitId, places.kandan.unitId);

  telling.step('安排明天更名，再取消', 'plan a renaming, and call it off');
  const tomorrow = new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10); // in Beijing
  const rename = { unitId: union.unitId, name: `${name}（更名）`, effectiveOn: tomorrow, reason: '企业更名' };
  const planned = await desk.post<UnitChangeView>('/api/desk/unit-changes/renamings', rename);
  telling.expect('待生效', planned.state, 'PLANNED');
  await desk.post(`/api/desk/unit-changes/${planned.changeId}/cancellation`);
  telling.expect('名称未变', (await unitById(desk, union.unitId)).name, name);
  telling.say(
    `输入“ftqzgh”查到丰台区总工会；在看丹街道下建会，更名可以约好日子，也可以取消`,
    'Found by initials; opened with a reason; a change can be planned for a day and called off',
  );
  return union;
}

const HEADINGS = '职工姓名,性别,出生年月日,学历,岗位,用工性质,手机号码,有无智能手机,京卡号';
const GOOD = `孟晓秋,女,1988.03.05,初中,缝纫工,农民工,${phone},是,${card}`;

async function importMembers({ people }: Cast, telling: Telling, union: UnitView): Promise<void> {
  const desk = people.administrator;
  const send = async (lines: readonly string[], dryRun: boolean) => {
    const file = new TextEncoder().encode([`云裳制衣厂职工名册,,,,,,,,`, HEADINGS, ...lines].join('\r\n'));
    const query = { unitId: union.unitId, dryRun };
    return done(desk, await desk.upload<FileImportView>('/api/desk/roster-imports', '名册.csv', file, query));
  };
  telling.step('先核对，再导入', 'check first, then import');
  const wrong = `何小莲,女,1990年13月5日,初中,缝纫工,农民工,,否,`;
  const checked = await send([GOOD, wrong], true);
  telling.expect('只核对，不写入', [checked.added, checked.rejected, checked.dryRun], [1, 1, true]);
  const lines = await desk.get<RosterLinePage>(`/api/desk/roster-imports/${checked.importId}/lines`);
  telling.holds(
    '每行都有说明',
    lines.items.every((line) => /\p{Script=Han}/u.test(line.zh)),
    lines.items,
  );
  for (const line of lines.items) telling.line(`第 ${line.line} 行：${line.zh}`);
  telling.expect('还没有人', (await unitById(desk, union.unitId)).workers, 0);
  const right = await send([GOOD, wrong.replace('13月', '3月')], false);
  telling.expect('导入两人', [right.added, right.rejected], [2, 0]);
  const again = await send([GOOD, wrong.replace('13月', '3月')], false);
  telling.expect('再导一次，没有变化', [again.added, again.changed, again.unchanged], [0, 0, 2]);
  telling.say(
    '花名册先核对：哪行要加、哪行有错，一行一句话；改好再导入，重复导入不会重复',
    'A roster is checked first, line by line in plain words; importing it twice changes nothing',
  );
}

async function done(desk: ApiClient, sent: FileImportView): Promise<FileImportView> {
  let view = sent;
  while (['UPLOADING', 'RECEIVED', 'RUNNING'].includes(view.status)) {
    await delay(150);
    view = await desk.get<FileImportView>(`/api/desk/roster-imports/${view.importId}`);
  }
  if (view.status === 'FAILED') throw new Error(view.failure?.zh);
  return view;
}

async function moveOn({ people, places, nobody }: Cast, telling: Telling, union: UnitView): Promise<ApiClient> {
  const desk = people.administrator;
  telling.step('职工用短信验证码登录', 'a worker logs in by SMS code');
  await nobody.post('/api/open/sessions/phone-code-requests', { phone });
  const code = await eventually(() => codeIn(nobody, phone), 10_000);
  const { session } = await nobody.post<PhoneLogIn>('/api/open/sessions/phone-code', { phone, code });
  telling.holds('登录成功', session?.kind === 'WORKER', session);
  const worker = nobody.withToken(session.token);

  telling.step('职工申请转会，接收方同意', 'the worker asks for a transfer, the receiving union agrees');
  const ask = { unitId: places.site.unitId, reason: '换了单位' };
  const asked = await worker.post<TransferView>('/api/worker/me/transfers', ask);
  telling.expect('等待接收方', asked.state, 'WAITING');
  const agreed = await desk.post<TransferView>(`/api/desk/transfers/${asked.transferId}/agreement`);
  telling.expect('已转会', [agreed.state, agreed.to.unitId], ['DONE', places.site.unitId]);
  const { unions } = await worker.get<HeldAboutMe>('/api/worker/me/held');
  telling.expect(
    '经历留着',
    unions.map((stay) => stay.unit.unitId).toSorted(),
    [places.site.unitId, union.unitId].toSorted(),
  );
  const there = await desk.get<WorkerPage>(`/api/desk/units/${union.unitId}/workers`);
  telling.expect('原工会剩一人', there.items.length, 1);
  telling.say(
    '手机收验证码登录；转会由本人提出、接收的工会同意，经历留在原工会',
    'Logged in by SMS; a transfer is asked by the worker and agreed by the receiving union',
  );
  return worker;
}

interface SimulatedMessages {
  items: { text: string }[];
}

/** From the simulated gateway, where messages of the demo end up. */
async function codeIn(nobody: ApiClient, number: string): Promise<string> {
  const simulator = process.env.SMS_SIMULATOR_URL ?? 'http://127.0.0.1:3090';
  const { items } = await nobody.at(simulator).get<SimulatedMessages>('/messages', { phone: number });
  const code = items.map(({ text }) => /\d{6}/.exec(text)?.[0]).at(-1);
  if (!code) throw new Error(`no message for ${number} at ${simulator} yet`);
  return code;
}

async function eraseEverything({ people }: Cast, telling: Telling, worker: ApiClient): Promise<void> {
  telling.step('导出本人资料，再全部删除', 'export, then erase');
  const exported = JSON.stringify(await worker.get<object>('/api/worker/me/export'));
  telling.holds('导出里有本人资料', exported.includes(card) && exported.includes(phone), exported.length);
  const { code, phrase } = await worker.post<ErasureAsked>('/api/worker/me/erasure');
  await worker.post('/api/worker/me/erasure/confirmation', { code, phrase });
  const own = () => worker.get('/api/worker/me');
  await eventually(() => refused(telling, '登录已失效', own, 'UNAUTHENTICATED').then(() => true), 6000);
  const found = await people.administrator.get<WorkerPage>('/api/desk/workers', { search: card });
  telling.expect('查不到此人', found.items.length, 0);
  telling.say('本人导出全部资料，确认后删除；谁也查不到了', 'Exported, confirmed, erased; nobody finds them any more');
}

async function dissolve({ people, places }: Cast, telling: Telling, union: UnitView): Promise<void> {
  const desk = people.administrator;
  telling.step('撤销工会，职工并入别的工会', 'dissolve the union');
  const gone = { unitId: union.unitId, successorId: places.site.unitId, reason: '企业迁出' };
  const dissolved = await desk.post<UnitChangeView>('/api/desk/unit-changes/dissolutions', gone);
  telling.expect('已撤销', dissolved.state, 'DONE');
  telling.expect('状态', (await unitById(desk, union.unitId)).status, 'DISSOLVED');
  const members = await desk.get<WorkerPage>('/api/desk/workers', { search: '何小莲' });
  const moved = members.items.filter((one) => one.unitId === places.site.unitId && one.status === 'ACTIVE');
  telling.holds('职工有了新工会', moved.length > 0, members.items.length);
  const history = await desk.get<UnitChangePage>('/api/desk/unit-changes', { unitId: union.unitId });
  telling.expect('变动留痕', history.items.map((change) => change.kindName).length, 3);
  for (const { kindName, reason, state } of history.items)
    telling.line(`${kindName}（${reason}）${state === 'CANCELLED' ? '，已取消' : ''}`);
  for (const one of moved)
    await desk.call({
      method: 'PUT',
      path: `/api/desk/workers/${one.workerId}/departure`,
      body: { kind: 'LEFT', on: today() },
    });
  telling.say('工会撤销，职工转到接手的工会，一个都不落下', 'Dissolved; its worker is with the union that takes over');
}

/** In Beijing. */
const today = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
