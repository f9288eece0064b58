import { setTimeout as delay } from 'node:timers/promises';
import type { AppointmentView, FileImportView, WorkerPage } from '@guantong/contracts';
import { type Stack, type StackOptions, startStack } from '../../../scripts/stack.mjs';
import { unitByCode } from '../../../demo/client/find-units.js';
import { createFirstCity } from '../../../demo/load/first-city.js';
import { waitUntilQuiet } from '../../../demo/load/wait-until-quiet.js';
import { type ApiClient, type CheckedApi, checkedApi } from '../api-client.js';
import {
  CARDS,
  PASSWORD,
  type Place,
  PLACES,
  ROSTER_CSV,
  STAFF,
  type Staff,
  type Union,
  UNITS_CSV,
} from './city-files.js';

export interface SmallCity {
  stack: Stack;
  api: CheckedApi;
  administrator: ApiClient;
  units: Record<Place, string>;
  /** The first member of each union, logged in. */
  workers: Record<Union, ApiClient>;
  as(staff: Staff): Promise<ApiClient>;
  accountOf(staff: Staff): string;
  stop(): Promise<void>;
}

/** All services as processes of their own, and a small city loaded into them as a real one would be. */
export async function smallCity(options: StackOptions = {}): Promise<SmallCity> {
  const stack = await startStack({ fast: true, ...options });
  try {
    const api = await checkedApi(stack.gatewayUrl);
    const administrator = await firstAdministrator(stack, api);
    await importFile(administrator, 'unit-imports', UNITS_CSV);
    const units = await unitIds(administrator);
    await importFile(administrator, 'roster-imports', ROSTER_CSV);
    const accounts = await appoint(administrator, units);
    await administrator.put('/api/desk/duty-shifts', {
      unitId: units.site,
      shifts: aroundTheClock(accounts.get('safetyOfficer') ?? ''),
    });
    const workers = await openAccounts(administrator, api);
    await waitUntilQuiet(stack.natsUrl);
    const sessions = new Map<Staff, Promise<ApiClient>>();
    return {
      stack,
      api,
      administrator,
      units,
      workers,
      as: (staff) => {
        const session = sessions.get(staff) ?? api.nobody.login(staff, PASSWORD);
        sessions.set(staff, session);
        return session;
      },
      accountOf: (staff) => accounts.get(staff) ?? '',
      stop: () => stack.stop(),
    };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

async function firstAdministrator(stack: Stack, api: CheckedApi): Promise<ApiClient> {
  const city = { 组织编码: PLACES.city, 组织名称: '试城总工会', 简称: '试城' };
  await createFirstCity(stack.natsUrl, city, { 账号: 'administrator', 姓名: '管理员', 密码: PASSWORD });
  return api.nobody.login('administrator', PASSWORD);
}

async function importFile(desk: ApiClient, what: 'unit-imports' | 'roster-imports', csv: string): Promise<void> {
  let view = await desk.upload<FileImportView>(`/api/desk/${what}`, `${what}.csv`, new TextEncoder().encode(csv));
  while (view.status !== 'DONE') {
    if (view.status === 'FAILED') throw new Error(`${what}: ${view.failure?.en ?? ''}`);
    await delay(50);
    view = await desk.get<FileImportView>(`/api/desk/${what}/${view.importId}`);
  }
  if (view.rejected + view.questions + view.needsTransfer > 0)
    throw new Error(`${what}: ${view.rejected} lines were left out`);
}

async function unitIds(desk: ApiClient): Promise<Record<Place, string>> {
  const ids = await Promise.all(
    Object.entries(PLACES).map(async ([place, code]) => [place, (await unitByCode(desk, code)).unitId]),
  );
  return Object.fromEntries(ids) as Record<Place, string>;
}

async function appoint(desk: ApiClient, units: Record<Place, string>): Promise<Map<Staff, string>> {
  const appointments = (Object.keys(STAFF) as Staff[]).map(async (login) => {
    const [place, role] = STAFF[login];
    const body = { unitId: units[place], role, login, displayName: login, password: PASSWORD };
    return [login, (await desk.post<AppointmentView>('/api/desk/appointments', body)).accountId] as const;
  });
  return new Map(await Promise.all(appointments));
}

const aroundTheClock = (accountId: string) =>
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ accountId, duty: 'safety', weekday, starts: '00:00', ends: '00:00' }));

async function openAccounts(desk: ApiClient, api: CheckedApi): Promise<Record<Union, ApiClient>> {
  const workers: Partial<Record<Union, ApiClient>> = {};
  for (const union of Object.keys(CARDS) as Union[]) {
    const card = CARDS[union][0] ?? '';
    const { items } = await desk.get<WorkerPage>('/api/desk/workers', { search: card });
    await desk.put(`/api/desk/workers/${items[0]?.workerId ?? ''}/password`, { password: PASSWORD });
    workers[union] = await api.nobody.login(card, PASSWORD);
  }
  return workers as Record<Union, ApiClient>;
}
