import {
  type Actor,
  AppendImportChunk,
  Appoint,
  BootstrapCity,
  FinishFileImport,
  GetFileImport,
  IMPORT_CHUNK_BYTES,
  IssueAccessCode,
  type OpenedSession,
  ResolveSession,
  type Role,
  SetDutyRoster,
  StartFileImport,
} from '@guantong/contracts';
import { eventually } from '@guantong/testing';
import type { Stack } from '../../scripts/stack.mjs';
import type { Databases } from './databases.js';
import type { Operator } from './operator.js';
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

export const STAFF_PASSWORD = 'faults-are-found-2026';
const UNIT_HEADINGS = '组织编码,组织名称,简称,层级,类型,上级组织编码,地址';
const ROSTER_HEADINGS = '姓名,性别,出生日期,文化程度,工种,用工形式,手机号,智能手机,京卡号,所属工会';
const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

/** A city made through the ways that are open to unions: files of units and rosters, appointments, codes for workers. */
export class SmallCity {
  private readonly ids = new Map<string, string>();
  private readonly admin: Actor;
  readonly adminClient: PersistentClient;

  private constructor(
    private readonly stack: Stack,
    private readonly databases: Databases,
    private readonly operator: Operator,
    session: { actor: Actor; client: PersistentClient },
  ) {
    this.admin = session.actor;
    this.adminClient = session.client;
  }

  static async build(stack: Stack, databases: Databases, operator: Operator, size: CitySize): Promise<SmallCity> {
    const login = 'admin';
    await operator.ask(BootstrapCity, {
      code: 'BJ',
      name: '北京市总工会',
      shortName: '市总',
      login,
      displayName: '管理员',
      password: STAFF_PASSWORD,
    });
    const client = await logIn(stack, login, STAFF_PASSWORD);
    const { actor } = await operator.ask(ResolveSession, { token: client.token ?? '' });
    const city = new SmallCity(stack, databases, operator, { actor, client });
    await city.importFile('UNITS', [UNIT_HEADINGS, ...unitLines(size)]);
    await city.learnIds();
    await city.importRoster(size.workersIn, size.workers);
    return city;
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
    const login = `${role}.${code}`.toLowerCase();
    await this.operator.ask(
      Appoint,
      { unitId: this.unit(code), role, login, displayName: '干部', password: STAFF_PASSWORD },
      this.admin,
    );
    return logIn(this.stack, login, STAFF_PASSWORD);
  }

  /** From now on this member of staff is the safety officer on duty, day and night. */
  async putOnDuty(code: string, officer: PersistentClient): Promise<void> {
    const { accountId } = await officer.ok<{ accountId: string }>('GET', '/api/open/sessions/current');
    const shifts = range(7).map((weekday) => ({
      accountId,
      duty: 'safety' as const,
      weekday,
      starts: '00:00',
      ends: '00:00',
    }));
    await this.operator.ask(SetDutyRoster, { unitId: this.unit(code), shifts }, this.admin);
  }

  /** The workers of a union, by slot. */
  workerIds(code: string): Promise<string[]> {
    return this.databases
      .query<{ id: string }>('membership', 'select id from worker where unit_id = $1 order by slot', [this.unit(code)])
      .then((rows) => rows.map((row) => row.id));
  }

  /** A logged-in worker; `index` from 0 within the union. */
  async worker(code: string, index = 0): Promise<PersistentClient> {
    const workerId = (await this.workerIds(code))[index] ?? '';
    const { code: secret } = await this.operator.ask(IssueAccessCode, { workerId }, this.admin);
    return logIn(this.stack, cardNumber(code, index + 1), secret);
  }

  /** `trade` changes with each import, so that importing again changes every worker. */
  async importRoster(codes: readonly string[], workers: number, trade = '钳工'): Promise<void> {
    const lines = codes.flatMap((code) => range(workers).map((n) => rosterLine(code, n, trade)));
    if (lines.length > 0) await this.importFile('ROSTER', [ROSTER_HEADINGS, ...lines]);
  }

  /** Adds unions to a direct union. */
  async openUnions(parent: string, codes: readonly string[]): Promise<void> {
    await this.importFile('UNITS', [
      UNIT_HEADINGS,
      ...codes.map((code) => `${code},${code}工会,${code},基层,企业工会,${parent},`),
    ]);
    await this.learnIds();
  }

  private async importFile(kind: 'UNITS' | 'ROSTER', lines: readonly string[]): Promise<void> {
    const file = Buffer.from(`${lines.join('\n')}\n`);
    const ask = this.operator;
    const { importId } = await ask.ask(StartFileImport, { kind, fileName: `${kind}.csv` }, this.admin);
    const chunks = Math.ceil(file.length / IMPORT_CHUNK_BYTES);
    for (let seq = 0; seq < chunks; seq++) {
      const part = file.subarray(seq * IMPORT_CHUNK_BYTES, (seq + 1) * IMPORT_CHUNK_BYTES);
      await ask.ask(AppendImportChunk, { importId, seq, data: part.toString('base64') }, this.admin);
    }
    await ask.ask(FinishFileImport, { importId, chunks, bytes: file.length }, this.admin);
    const done = await eventually(async () => {
      const view = await ask.ask(GetFileImport, { importId, kind }, this.admin);
      if (view.status !== 'DONE' && view.status !== 'FAILED') throw new Error(`the import is still ${view.status}`);
      return view;
    }, 30_000);
    if (done.status !== 'DONE' || done.rejected > 0 || done.rowsRead !== lines.length - 1)
      throw new Error(`the import of ${kind} went wrong: ${JSON.stringify(done)}`);
  }

  private async learnIds(): Promise<void> {
    const rows = await this.databases.query<{ id: string; code: string }>('membership', 'select id, code from unit');
    for (const { id, code } of rows) this.ids.set(code, id);
  }
}

async function logIn(stack: Stack, login: string, secret: string): Promise<PersistentClient> {
  const session = await new PersistentClient(stack.gatewayUrl).ok<OpenedSession>('POST', '/api/open/sessions', {
    login,
    secret,
  });
  return new PersistentClient(stack.gatewayUrl, session.token);
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
