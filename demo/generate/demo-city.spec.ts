import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CASE_KINDS, EMPLOYMENT_FORM_NAMES, POST_KINDS, ROLE_NAMES, SCHOOLING_NAMES } from '@guantong/contracts';
import { ageOf } from './birth-date.js';
import { CARD_PATTERN, PHONE_PATTERN } from './invented-numbers.js';
import { readFrontMatter, readRosters, readTable, type Row } from './read-demo-city.js';
import { writeDemoCity } from './write-demo-city.js';

const FOLDER = path.resolve(import.meta.dirname, '..', 'city');
const TIERS = ['市级', '区级', '直属', '基层'];

describe('the demo city', () => {
  let units: Map<string, Row>;
  let rosters: Map<string, Row[]>;
  let workers: Row[];
  let staff: Row[];

  beforeAll(async () => {
    units = new Map((await readTable(FOLDER, 'units.csv')).map((unit) => [unit['组织编码'] ?? '', unit]));
    rosters = await readRosters(FOLDER);
    workers = [...rosters.values()].flat();
    staff = await readTable(FOLDER, 'staff.csv');
  });

  it('is a tree: every parent exists, one tier above, and codes and names are unique', async () => {
    expect(units.size).toBe((await readTable(FOLDER, 'units.csv')).length);
    expect(new Set([...units.values()].map((unit) => unit['组织名称'])).size).toBe(units.size);
    for (const unit of units.values()) {
      const tier = TIERS.indexOf(unit['层级'] ?? '');
      const parent = units.get(unit['上级组织编码'] ?? '');
      expect(parent ? TIERS.indexOf(parent['层级'] ?? '') : -1).toBe(tier - 1);
    }
  });

  it('has every street and township of the two districts of its story', () => {
    const streets = (district: string): Row[] =>
      [...units.values()].filter((unit) => unit['上级组织编码'] === district && unit['类型'] === '街道乡镇工会');
    expect(streets('BJ-FT')).toHaveLength(26);
    expect(streets('BJ-YQ')).toHaveLength(18);
  });

  it('gives every grassroots union its members, 12,000 in all, and nobody to any other unit', () => {
    expect(workers).toHaveLength(12_000);
    const byName = new Map([...units.values()].map((unit) => [unit['组织名称'], unit]));
    const reached = new Set<Row>();
    for (const worker of workers) {
      const union = units.get(worker['所属工会'] ?? '') ?? byName.get(worker['所属工会']);
      expect(union?.['层级']).toBe('基层');
      if (union) reached.add(union);
    }
    expect(reached.size).toBe([...units.values()].filter((unit) => unit['层级'] === '基层').length);
  });

  it('names unions in one way within a file', () => {
    for (const rows of rosters.values()) {
      const byCode = rows.filter((row) => units.has(row['所属工会'] ?? '')).length;
      expect([0, rows.length]).toContain(byCode);
    }
  });

  it('has cards and phones that nobody has, each once', () => {
    const cards = workers.map((worker) => worker['京卡号'] ?? '');
    const phones = workers.map((worker) => worker['手机号'] ?? '').filter((phone) => phone !== '');
    expect(new Set(cards).size).toBe(cards.length);
    expect(new Set(phones).size).toBe(phones.length);
    expect(cards.every((card) => CARD_PATTERN.test(card))).toBe(true);
    expect(phones.every((phone) => PHONE_PATTERN.test(phone))).toBe(true);
  });

  it('shows migrant workers as they are: two thirds at most lower secondary, a third over 50', () => {
    const lowest = [SCHOOLING_NAMES.primary, SCHOOLING_NAMES.lower_secondary];
    const migrants = workers.filter((worker) => worker['用工形式'] === EMPLOYMENT_FORM_NAMES.migrant);
    const part = (fits: (worker: Row) => boolean): number => migrants.filter(fits).length / migrants.length;
    expect(part((worker) => lowest.includes(worker['文化程度'] ?? ''))).toBeCloseTo(2 / 3, 1);
    const birthDate = (worker: Row): string =>
      (worker['出生日期'] ?? '')
        .split(/[-/]/)
        .map((number) => number.padStart(2, '0'))
        .join('-');
    expect(part((worker) => ageOf(birthDate(worker)) >= 50)).toBeCloseTo(1 / 3, 1);
  });

  it('has staff at units that exist, in roles that exist, and safety officers on duty at every hour', async () => {
    const roles = Object.values(ROLE_NAMES).map(({ zh }) => zh);
    expect(new Set(staff.map((person) => person['账号'])).size).toBe(staff.length);
    for (const person of staff) {
      expect(units.has(person['组织编码'] ?? '')).toBe(true);
      expect(roles).toContain(person['角色']);
      expect(person['密码']?.length).toBeGreaterThanOrEqual(12);
      expect(person['说明']).toContain('演示用');
    }
    const duty = await readTable(FOLDER, 'duty.csv');
    for (const shift of duty) {
      const officer = staff.find((person) => person['账号'] === shift['账号']);
      expect([officer?.['角色'], officer?.['组织编码']]).toEqual(['安全员', shift['组织编码']]);
    }
    const site = duty.filter((shift) => shift['组织编码'] === 'BJ-FT-22-001');
    expect(site).toHaveLength(14);
  });

  it('has worker accounts, posts and cases that point at people and units of the city', async () => {
    const cards = new Set(workers.map((worker) => worker['京卡号']));
    const accounts = await readTable(FOLDER, 'worker-accounts.csv');
    expect(accounts).toHaveLength(4);
    for (const account of accounts) expect(cards.has(account['京卡号'])).toBe(true);
    const known = new Set(accounts.map((account) => account['京卡号']));
    const logins = new Set(staff.map((person) => person['账号']));
    const posts = await readFrontMatter(FOLDER, 'posts');
    expect(posts.size).toBeGreaterThanOrEqual(6);
    for (const post of posts.values()) {
      expect(units.has(post['unit'] ?? '')).toBe(true);
      expect(POST_KINDS).toContain(post['kind']);
      expect(post['must_forward']).toMatch(/^(true|false)$/);
      expect(post['forward_within']).toMatch(/^PT\d+H$/);
      expect(post['audience']).toMatch(/^(all|\w+=\w+)$/);
    }
    const cases = [...(await readFrontMatter(FOLDER, 'cases')).values()];
    expect(cases.map(({ photo }) => photo).filter(Boolean)).toEqual(['photos/scaffold.jpg']);
    expect((await stat(path.join(FOLDER, 'cases', 'photos', 'scaffold.jpg'))).size).toBeLessThan(100_000);
    for (const feedback of cases) {
      expect(units.has(feedback['unit'] ?? '')).toBe(true);
      expect(CASE_KINDS).toContain(feedback['kind']);
      expect(feedback['from']).toMatch(/^(named|anonymous|on_behalf)$/);
      expect(feedback['from'] === 'anonymous').toBe(feedback['card'] === undefined);
      expect(known.has(feedback['card'])).toBe(feedback['card'] !== undefined);
      expect(feedback['from'] === 'on_behalf').toBe(logins.has(feedback['by'] ?? ''));
    }
  });

  it('comes out the same, byte for byte, when it is made again', async () => {
    const again = await mkdtemp(path.join(tmpdir(), 'guantong-demo-'));
    await writeDemoCity(again);
    const tables = ['units.csv', 'staff.csv', 'duty.csv', 'worker-accounts.csv'];
    const sheets = (await readdir(path.join(again, 'rosters'))).toSorted();
    expect(sheets).toEqual([...rosters.keys()]);
    for (const file of [...tables, ...sheets.map((sheet) => path.join('rosters', sheet))]) {
      const [made, committed] = await Promise.all([again, FOLDER].map((root) => readFile(path.join(root, file))));
      expect([file, made!.equals(committed!)]).toEqual([file, true]);
    }
    await rm(again, { recursive: true });
  });
});
