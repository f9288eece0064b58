import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Row } from '../generate/read-demo-city.js';

/** One account for each kind of user, as the start screen shows them. */
const KINDS: readonly (readonly [login: string, kindZh: string, kindEn: string])[] = [
  ['city-admin', '市总管理员', 'City administrator'],
  ['city-publisher', '市总发布员', 'City publisher'],
  ['city-reviewer', '市总审核员', 'City reviewer'],
  ['city-handler', '市总诉求处理员', 'City case handler'],
  ['city-auditor', '市总审计员', 'City auditor'],
  ['city-analyst', '市总分析员', 'City analyst'],
  ['ft-cadre', '区总工会干部', 'District cadre'],
  ['yongning-cadre', '乡镇工会干部', 'Township cadre'],
  ['site-cadre', '基层工会干部', 'Grassroots cadre'],
  ['site-handler', '基层诉求处理员', 'Grassroots case handler'],
  ['site-safety', '工地安全员', 'Safety officer'],
];
const WORKERS = [
  ['工地职工', 'Building worker'],
  ['环卫职工', 'Street cleaner'],
  ['小学教师', 'Teacher'],
  ['快递员', 'Courier'],
] as const;

export interface DemoAccount {
  kindZh: string;
  kindEn: string;
  login: string;
  password: string;
}

export function demoAccounts(staff: readonly Row[], workers: readonly Row[]): DemoAccount[] {
  const ofStaff = KINDS.map(([login, kindZh, kindEn]) => {
    const password = staff.find((row) => row['账号'] === login)?.['密码'];
    if (!password) throw new Error(`staff.csv has no account ${login}`);
    return { kindZh, kindEn, login, password };
  });
  const ofWorkers = workers.map((row, i) => {
    const [kindZh, kindEn] = WORKERS[i] ?? ['职工', 'Worker'];
    return { kindZh, kindEn, login: row['京卡号'] ?? '', password: row['密码'] ?? '' };
  });
  return [...ofStaff, ...ofWorkers];
}

/** Whole or not at all: the start screen may read it at any moment. */
export async function writeDemoAccounts(dataDir: string, accounts: readonly DemoAccount[]): Promise<void> {
  const file = path.join(dataDir, 'demo-accounts.json');
  await writeFile(`${file}.new`, `${JSON.stringify(accounts, undefined, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
