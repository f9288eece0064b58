import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Appoint, SYSTEM } from '@guantong/contracts';
import { SealAuditEntries } from '../apps/membership/src/audit/application/seal-audit-entries.js';
import {
  type MembershipFixture,
  membershipFixture,
  PASSWORD,
} from '../apps/membership/src/testing/membership-fixture.js';
import { COMMANDS } from './commands.js';
import { runOps } from './run-ops.js';

const WRITTEN = 12;

describe('npm run ops -- audit verify', () => {
  let m: MembershipFixture;
  let folder: string;
  let out: string[];
  let complaints: string[];

  beforeAll(async () => {
    // sealed only when the tests say so: tampering changes tables, which would wait for the sealer and it for them
    m = await membershipFixture({ AUDIT_SEAL_MS: '60000' });
    folder = await mkdtemp(path.join(os.tmpdir(), 'anchor-'));
    for (let i = 0; i < WRITTEN - 1; i++) {
      const person = { login: `person-${i}`, displayName: `员工${i}`, ...(i === 0 && { password: PASSWORD }) };
      await m.call(Appoint, { unitId: m.cityId, role: 'cadre', ...person }, m.admin);
    }
    await sealed(WRITTEN);
  });
  beforeEach(() => {
    out = [];
    complaints = [];
  });
  afterAll(async () => {
    await m.stop();
    await rm(folder, { recursive: true });
  });

  const sealed = async (n: number) => {
    await m.app.get(SealAuditEntries).run();
    const [row] = await m.database.query<{ n: number }>(`select count(*)::int as n from audit_seal`);
    expect(row?.n).toBe(n);
  };
  const verify = (...args: string[]) =>
    runOps(['audit', 'verify', ...args], COMMANDS, {
      call: (definition, request) => m.call(definition, request, SYSTEM),
      callAs: (actor, definition, request) => m.call(definition, request, actor),
      print: (line) => out.push(line),
      complain: (line) => complaints.push(line),
      services: ['membership'],
    });

  /** As a superuser does who knows the system well, and takes care that no trigger tells. */
  const tampering = async (sql: string[], look: () => Promise<void>) => {
    await m.database.query(`create table kept_entry as table audit_entry`);
    await m.database.query(`create table kept_seal as table audit_seal`);
    const tables = ['audit_entry', 'audit_seal'];
    const behindTheBack = async (statements: string[]) => {
      for (const table of tables) await m.database.query(`alter table ${table} disable trigger user`);
      for (const statement of statements) await m.database.query(statement);
      for (const table of tables) await m.database.query(`alter table ${table} enable trigger user`);
    };
    await behindTheBack(sql);
    try {
      await look();
    } finally {
      await behindTheBack([
        `truncate audit_entry, audit_seal, audit_unsealed`,
        `insert into audit_entry overriding system value select * from kept_entry`,
        `insert into audit_seal select * from kept_seal`,
        `drop table kept_entry, kept_seal`,
      ]);
    }
  };
  const third = `(select entry_id from audit_seal where seq = 3)`;
  const fifth = `(select entry_id from audit_seal where seq = 5)`;

  it('says how many are sealed, and that all is whole', async () => {
    expect(await verify()).toBe(0);
    expect(out[0]).toContain(`审计链完整：${WRITTEN} 条已封印`);
    expect(out[2]).toMatch(new RegExp(`^${WRITTEN} [0-9a-f]{64}$`));
  });

  it.each([
    ['a changed detail', [`update audit_entry set detail = '{"role":"auditor"}' where id = ${third}`], 3],
    ['a changed time', [`update audit_entry set at = at + interval '1 microsecond' where id = ${third}`], 3],
    ['another culprit', [`update audit_entry set account_id = null where id = ${third}`], 3],
    ['a changed subject', [`update audit_entry set subject_ids = '{}' where id = ${third}`], 3],
    ['a deleted entry', [`delete from audit_entry where id = ${third}`], 3],
    ['a deleted seal', [`delete from audit_seal where seq = 3`], 3],
    [
      'an entry deleted with its seal, the rest moved up',
      [
        `delete from audit_entry where id = ${third}`,
        `delete from audit_seal where seq = 3`,
        `update audit_seal set seq = -seq where seq > 3`,
        `update audit_seal set seq = -seq - 1 where seq < 0`,
      ],
      3,
    ],
    [
      'two swapped',
      [
        `create table swap as select ${third} as a, ${fifth} as b`,
        `update audit_seal set entry_id = -1 where seq = 3`,
        `update audit_seal set entry_id = (select a from swap) where seq = 5`,
        `update audit_seal set entry_id = (select b from swap) where seq = 3`,
        `drop table swap`,
      ],
      3,
    ],
    [
      'one put in, with a seal made for it',
      [
        `insert into audit_entry (actor_kind, action, subject_ids, detail) values ('SYSTEM', 'unit.moved', '{}', '{}')`,
        `insert into audit_seal (seq, entry_id, hash)
           select ${WRITTEN + 1}, max(id), sha256('guess') from audit_entry`,
      ],
      WRITTEN + 1,
    ],
  ])('finds %s, and names it', async (_, sql, seq) => {
    await tampering(sql, async () => {
      expect(await verify()).toBe(1);
      expect(complaints[0]).toContain(`审计链在第 ${seq} 条断开`);
    });
    expect(await verify()).toBe(0);
  });

  it('finds one that was put in past the service, also when it is led through the sealer with an old date', async () => {
    const put = `insert into audit_entry (at, actor_kind, action, subject_ids, detail)
                 values (now() - interval '1 hour', 'SYSTEM', 'unit.moved', '{}', '{}')`;
    await tampering([put], async () => {
      expect(await verify()).toBe(1);
      expect(complaints[0]).toContain('既未封印也不在待封队列');
      await m.database.query(`insert into audit_unsealed select max(id) from audit_entry`);
      await sealed(WRITTEN + 1);
      complaints = [];
      expect(await verify()).toBe(1);
      expect(complaints[0]).toMatch(new RegExp(`第 ${WRITTEN + 1} 条断开.*时间早于`));
    });
  });

  it('finds a tail that was cut off, with an anchor kept elsewhere; and without one cannot (the control)', async () => {
    const anchor = path.join(folder, 'anchor.jsonl');
    expect(await verify('--anchor', anchor)).toBe(0);
    expect((await readFile(anchor, 'utf8')).trim().split('\n')).toHaveLength(1);
    expect(await verify('--anchor', anchor)).toBe(0);
    expect((await readFile(anchor, 'utf8')).trim().split('\n')).toHaveLength(1);
    const cut = [
      `delete from audit_entry where id in (select entry_id from audit_seal where seq > ${WRITTEN - 2})`,
      `delete from audit_seal where seq > ${WRITTEN - 2}`,
    ];
    await tampering(cut, async () => {
      expect(await verify()).toBe(0);
      expect(await verify('--anchor', anchor)).toBe(1);
      expect(complaints[0]).toContain(`第 ${WRITTEN} 条曾是`);
    });
    expect(await verify('--anchor', anchor)).toBe(0);
  });

  it('refuses what it does not understand', async () => {
    expect(await runOps(['audit'], COMMANDS, { ...(await quiet()) })).toBe(64);
    expect(await verify('--anchor', path.resolve('package.json'))).toBe(64);
    expect(complaints.join('\n')).toContain('不是锚文件');
  });
  const quiet = () =>
    Promise.resolve({
      call: () => Promise.reject(new Error('not asked')),
      callAs: () => Promise.reject(new Error('not asked')),
      print: () => undefined,
      complain: () => undefined,
      services: [] as const,
    });
});
