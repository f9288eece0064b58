import type {
  AppointmentView,
  ApiTokenView,
  AuditEntryPage,
  DutyPlanView,
  MadeApiToken,
  UnitAppointmentList,
} from '@guantong/contracts';
import { eventually } from './eventually.js';
import type { Cast } from './cast.js';
import { refused } from './refused.js';
import type { Telling } from './telling.js';

interface Current {
  accountId: string;
  appointments: { unitId: string; role: string }[];
}

const HOUR_MS = 3_600_000;

/** A deputy stands in, a program gets a token, the night is looked over, and the log says who did what. */
export async function tellWhoMayAct({ people, places, nobody }: Cast, telling: Telling): Promise<void> {
  telling.chapter('六、谁能做什么，谁做了什么', 'VI. Who may do what, and who did what');
  const desk = people.administrator;
  telling.step('休假时指定代理人', 'a deputy during leave');
  const { items } = await desk.get<UnitAppointmentList>('/api/desk/appointments', { unitId: places.kandan.unitId });
  const handler = items.find((one) => one.login === 'kandan-handler' && one.role === 'case_handler');
  telling.holds('看丹街道有诉求处理员', handler !== undefined, items.length);
  const stands = async () => {
    const { appointments } = await people.siteHandler.get<Current>('/api/open/sessions/current');
    return appointments.some(({ unitId, role }) => unitId === places.kandan.unitId && role === 'case_handler');
  };
  telling.expect('现在管不到街道', await stands(), false);
  const endsAt = new Date(Date.now() + HOUR_MS).toISOString();
  const cover = { login: 'site-handler', endsAt, reason: '年休假' };
  const named = await desk.post<AppointmentView>(`/api/desk/appointments/${handler.appointmentId}/deputies`, cover);
  await eventually(async () => (await stands()) || undefined, 6000);
  telling.expect('代理期间有权限', await stands(), true);
  const deputyId = named.deputies.find(({ state }) => state === 'IN_FORCE')?.deputyId ?? '';
  await desk.post(`/api/desk/deputies/${deputyId}/end`);
  await eventually(async () => !(await stands()) || undefined, 6000);
  telling.expect('代理结束，权限收回', await stands(), false);
  telling.say('休假有人代理，到点收回，五秒内生效', 'A deputy stands in and steps back, within five seconds');

  telling.step('今晚谁值班', 'who is on duty tonight');
  const plan = { unitId: places.site.unitId, duty: 'safety', days: 7 };
  const { stretches, gaps } = await desk.get<DutyPlanView>('/api/desk/duty-plan', plan);
  telling.holds('排了班', stretches.length > 0, gaps);
  telling.say(
    `工地一周安全值班：${stretches.length} 段有人，${gaps.length} 段没人`,
    `Safety duty of the week: ${stretches.length} stretches with somebody, ${gaps.length} with nobody`,
  );

  telling.step('给程序一个令牌', 'a token for a program');
  const ask = {
    name: '演示看板',
    unitId: places.fengtai.unitId,
    reach: 'SUBTREE',
    permissions: ['unit.read'],
    expiresAt: endsAt,
  };
  const made = await desk.post<MadeApiToken>('/api/desk/api-tokens', ask);
  const program = nobody.withToken(made.token);
  await program.get(`/api/desk/units/${places.kandan.unitId}`);
  await refused(telling, '别的区看不到', () => program.get(`/api/desk/units/${places.yanqing.unitId}`), 'NOT_FOUND');
  const names = () => program.get(`/api/desk/units/${places.site.unitId}/workers`);
  await refused(telling, '看不到职工姓名', names, 'FORBIDDEN');
  await desk.post<ApiTokenView>(`/api/desk/api-tokens/${made.tokenId}/revocation`);
  const units = () => program.get(`/api/desk/units/${places.kandan.unitId}`);
  await eventually(() => refused(telling, '令牌作废', units, 'UNAUTHENTICATED').then(() => true), 6000);
  telling.say('令牌只看得到丰台的组织，看不到姓名，说停就停', 'Only Fengtai’s units, no names, and gone when revoked');

  telling.step('审计日志', 'the audit log');
  const { accountId } = await desk.get<Current>('/api/open/sessions/current');
  const log = await desk.get<AuditEntryPage>('/api/desk/audit-entries', { accountId, limit: 12 });
  telling.holds(
    '每条都是中文句子',
    log.items.every(({ sentence }) => /\p{Script=Han}/u.test(sentence)),
    log.items,
  );
  for (const { sentence } of log.items) telling.line(sentence);
  telling.say('刚才做的每件事都记在审计日志里', 'Everything just done is in the audit log');
}
