import { setTimeout as delay } from 'node:timers/promises';
import type { AppointmentView, FileImportView, Role, WorkerPage } from '@guantong/contracts';
import { createFirstCity } from '../../demo/load/first-city.js';
import type { Stack } from '../../scripts/stack.mjs';
import type { Databases } from './databases.js';
import { PersistentClient } from './persistent-client.js';

export interface CitySize {
  districts: number;
  /** In each district. */
  directs: number;
  /** In each direct union. */
  unions: number;
  /** In each of the unions named by `workersIn`. */
  workers: number;
  /** Codes of the unions that have workers: `D1-1-1` is the first of the first of the first. */
  workersIn: readonly string[];
}

/** Of everybody. */
export const PASSWORD = 'faults-are-found-2026';
const UNIT_HEADINGS = '组织编码,组织名称,简称,层级,类型,上级组织编码,地址';
const ROSTER_HEADINGS = '姓名,性别,出生日期,文化程度,工种,用工形式,手机号,智能手机,京卡号,所属工会';
const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

/** A city of any shape, made through the public API: files of units and rosters, appointments, passwords for workers. */
export class SmallCity {
  private readonly ids = new Map<string, string>();

  private constructor(
    private readonly databases: Databases,
    readonly nobody: PersistentClient,
    readonly administrator: PersistentClient,
  ) {}

  static async build(stack: Stack, databases: Databases, size: CitySize): Promise<SmallCity> {
    const city = { 组织编码: 'BJ', 组织名称: '北京市总工会', 简称: '市总' };
    await createFirstCity(stack.natsUrl, city, { 账号: 'administrator', 姓名: '管理员', 密码: PASSWORD });
    const nobody = new PersistentClient(stack.gatewayUrl);
    const built = new SmallCity(databases, nobody, await nobody.login('administrator', PASSWORD));
    await built.importFile('unit-imports', [UNIT_HEADINGS, ...unitLines(size)]);
    await built.learnIds();
    await built.importRoster(size.workersIn, size.workers);
    return built;
  }

  /** `BJ`, `D1`, `D1-1`, `D1-1-1` */
  unit(code: string): string {
    const id = this.ids.get(code);
    if (!id) throw new Error(`there is no unit ${code}`);
    return id;
  }

  get unitCount(): number {
    return this.ids.size;
  }

  /** A logged-in member of staff with one role. */
  async staff(code: string, role: Role): Promise<PersistentClient> {
    const login = `${role}.${code}`;
    await this.administrator.post<AppointmentView>('/api/desk/appointments', {
      unitId: this.unit(code),
      role,
      login,
      displayName: '干部',
      password: PASSWORD,
    });
    return this.nobody.login(login, PASSWORD);
  }

  /** From now on this member of staff is the safety officer on duty, day and night. */
  async putOnDuty(code: string, officer: PersistentClient): Promise<void> {
    const { accountId } = await officer.get<{ accountId: string }>('/api/open/sessions/current');
    const shifts = range(7).map((weekday) => ({ accountId, duty: 'safety', weekday, starts: '00:00', ends: '00:00' }));
    await this.administrator.put('/api/desk/duty-shifts', { unitId: this.unit(code), shifts });
  }

  /** A logged-in worker; `index` from 0 within the union. */
  async worker(code: string, index = 0): Promise<PersistentClient> {
    const search = cardNumber(code, index + 1);
    const { items } = await this.administrator.get<WorkerPage>('/api/desk/workers', { search });
    await this.administrator.put(`/api/desk/workers/${items[0]?.workerId ?? ''}/password`, { password: PASSWORD });
    return this.nobody.login(search, PASSWORD);
  }

  /** With another `trade` than the time before, every worker changes. */
  async importRoster(codes: readonly string[], workers: number, trade = '钳工'): Promise<void> {
    const lines = codes.flatMap((code) => range(workers).map((n) => rosterLine(code, n, trade)));
    await this.importFile('roster-imports', [ROSTER_HEADINGS, ...lines]);
  }

  /** Adds unions to a direct union. */
  async openUnions(parent: string, codes: readonly string[]): Promise<void> {
    const lines = codes.map((code) => `${code},${code}工会,${code},基层,企业工会,${parent},`);
    await this.importFile('unit-imports', [UNIT_HEADINGS, ...lines]);
    await this.learnIds();
  }

  private async importFile(what: 'unit-imports' | 'roster-imports', lines: readonly string[]): Promise<void> {
    const path = `/api/desk/${what}`;
    const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`);
    let view = await this.administrator.upload<FileImportView>(path, `${what}.csv`, bytes);
    while (view.status !== 'DONE' && view.status !== 'FAILED') {
      await delay(50);
      view = await this.administrator.get<FileImportView>(`${path}/${view.importId}`);
    }
    if (
      view.status === 'FAILED' ||
      view.rejected + view.questions + view.needsTransfer > 0 ||
      view.rowsRead !== lines.length - 1
    )
      throw new Error(`${what} went wrong: ${JSON.stringify(view)}`);
  }

  private async learnIds(): Promise<void> {
    const rows = await this.databases.query<{ id: string; code: string }>('membership', 'select id, code from unit');
    for (const { id, code } of rows) this.ids.set(code, id);
  }
}

const cardNumber = (code: string, n: number): string =>
  `JK${code.replaceAll(/\D/g, '').padStart(6, '0')}${String(n).padStart(4, '0')}`;

const rosterLine = (code: string, n: number, trade: string): string =>
  `王${'一二三四五六七八九'[n % 9]}${n},${n % 2 ? '男' : '女'},198${n % 10}-01-0${(n % 9) + 1},初中,${trade},农民工,,是,${cardNumber(code, n)},${code}`;

function unitLines(size: CitySize): string[] {
  const lines: string[] = [];
  for (const d of range(size.districts)) {
    lines.push(`D${d},第${d}区总工会,${d}区,区级,区总工会,BJ,`);
    for (const s of range(size.directs)) {
      lines.push(`D${d}-${s},第${d}区${s}街道总工会,${d}-${s},直属,街道乡镇工会,D${d},`);
      for (const u of range(size.unions)) {
        const code = `D${d}-${s}-${u}`;
        lines.push(`${code},${code}公司工会,${code},基层,企业工会,D${d}-${s},`);
      }
    }
  }
  return lines;
}
