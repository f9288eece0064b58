import 'reflect-metadata';
import path from 'node:path';
import type { FileImportView } from '@guantong/contracts';
import { ApiClient } from '../client/api-client.js';
import { unitByCode, unitsBelow } from '../client/find-units.js';
import { readTable, type Row } from '../generate/read-demo-city.js';
import { appointStaff } from './appoint-staff.js';
import { demoAccounts, writeDemoAccounts } from './demo-accounts.js';
import { createFirstCity } from './first-city.js';
import { importRosters, importUnits } from './import-files.js';
import { openWorkerAccounts } from './open-worker-accounts.js';
import { step } from './progress.js';
import { readDocuments } from './read-document.js';
import { setDuty } from './set-duty.js';
import { BY_HAND, setForwarding } from './set-forwarding.js';
import { CASES_AT_THE_START, submitCase } from './submit-cases.js';
import { waitUntilQuiet } from './wait-until-quiet.js';
import { writePost } from './write-posts.js';

/** Where the demo city's files are, from the project's folder. */
const FOLDER = path.resolve('demo', 'city');

const setting = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
};
const count = (imports: readonly FileImportView[], what: 'rowsRead' | 'added'): number =>
  imports.reduce((sum, each) => sum + each[what], 0);

/** Each log-in once: checking a password is slow on purpose. */
function remembered(login: (name: string) => Promise<ApiClient>): (name: string) => Promise<ApiClient> {
  const sessions = new Map<string, Promise<ApiClient>>();
  return (name) => {
    const session = sessions.get(name) ?? login(name);
    sessions.set(name, session);
    return session;
  };
}

/**
 * Loads the demo city into a running system, as its first administrator would: files over the public HTTP API. Safe to
 * run again after it broke off: what is there already stays as it is.
 */
async function load(): Promise<void> {
  const natsUrl = setting('NATS_URL');
  const anybody = new ApiClient(setting('GATEWAY_URL'));
  const units = await readTable(FOLDER, 'units.csv');
  const staff = await readTable(FOLDER, 'staff.csv');
  const workerRows = await readTable(FOLDER, 'worker-accounts.csv');
  const [city, administrator] = [units[0] as Row, staff[0] as Row];
  const passwordOf = (login: string) => staff.find((row) => row['账号'] === login)?.['密码'] ?? '';
  const asStaff = remembered((login) => anybody.login(login, passwordOf(login)));

  await step('市总工会和第一位管理员', 'City and first administrator', async () => {
    const done = await createFirstCity(natsUrl, city, administrator);
    return { result: undefined, zh: done === 'created' ? '已建立' : '已有', en: done };
  });
  const desk = await asStaff(administrator['账号'] ?? '');

  await step('组织', 'Units', async () => {
    const done = await importUnits(desk, path.join(FOLDER, 'units.csv'));
    return { result: undefined, zh: `${done.rowsRead} 个，新增 ${done.added}`, en: `${done.added} added` };
  });
  const top = await unitByCode(desk, city['组织编码'] ?? '');
  const unitIds = new Map([top, ...(await unitsBelow(desk, top.unitId))].map((unit) => [unit.code, unit.unitId]));

  await step('花名册', 'Rosters', async () => {
    const done = await importRosters(desk, path.join(FOLDER, 'rosters'));
    const [read, added] = [count(done, 'rowsRead'), count(done, 'added')];
    return { result: undefined, zh: `${done.length} 份，${read} 人，新增 ${added}`, en: `${added} workers added` };
  });
  const accounts = await step('工会工作人员', 'Union staff', async () => {
    const result = await appointStaff(desk, staff, unitIds);
    return { result, zh: `${result.size} 个账号`, en: `${result.size} accounts` };
  });
  await step('值班表', 'Duty rosters', async () => {
    const shifts = await setDuty(desk, await readTable(FOLDER, 'duty.csv'), unitIds, accounts);
    return { result: undefined, zh: `${shifts} 班`, en: `${shifts} shifts` };
  });
  const workerIds = await step('职工账号', 'Worker accounts', async () => {
    const result = await openWorkerAccounts(desk, workerRows);
    return { result, zh: `${result.size} 个`, en: `${result.size}` };
  });
  await step('各服务同步', 'Services in step', async () => {
    const events = await waitUntilQuiet(natsUrl);
    return { result: undefined, zh: `${events} 条消息都已处理`, en: `${events} messages taken in` };
  });
  await step('转发方式', 'Ways of forwarding', async () => {
    await setForwarding(desk, unitIds);
    return {
      result: undefined,
      zh: `${BY_HAND.length} 家人工转发，其余自动`,
      en: `${BY_HAND.length} by hand, all others by themselves`,
    };
  });
  await step('稿件', 'Posts', async () => {
    const posts = await readDocuments(path.join(FOLDER, 'posts'));
    let published = 0;
    for (const post of posts) {
      const code = post.head.unit ?? '';
      const publisher = staff.find((row) => row['组织编码'] === code && row['角色'] === '发布员')?.['账号'];
      if (!publisher) throw new Error(`${post.file}: nobody publishes for ${code}`);
      const newsroom = {
        unitId: unitIds.get(code) ?? '',
        publisher: await asStaff(publisher),
        reviewer: await asStaff('city-reviewer'),
      };
      if ((await writePost(post, newsroom)).status === 'PUBLISHED') published++;
    }
    return { result: undefined, zh: `${posts.length} 篇，已发布 ${published}`, en: `${published} published` };
  });
  await step('诉求', 'Cases', async () => {
    const cases = (await readDocuments(path.join(FOLDER, 'cases'))).filter(({ file }) =>
      CASES_AT_THE_START.includes(file),
    );
    const workerByCard = (card: string) =>
      anybody.login(card, workerRows.find((row) => row['京卡号'] === card)?.['密码'] ?? '');
    for (const each of cases) await submitCase(each, { workerByCard, staffByLogin: asStaff, workerIds, unitIds });
    return { result: undefined, zh: `${cases.length} 件`, en: `${cases.length}` };
  });
  await writeDemoAccounts(setting('DATA_DIR'), demoAccounts(staff, workerRows));
}

try {
  await load();
} catch (error) {
  process.stderr.write(`    ✗ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
