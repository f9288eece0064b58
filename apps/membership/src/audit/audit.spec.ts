import {
  type Actor,
  AuditEntries,
  Appoint,
  CountAuditEntries,
  GetWorker,
  RevealPhone,
  SYSTEM,
  UnitWorkers,
  VerifyAuditChain,
  WorkerNames,
} from '@guantong/contracts';
import { eventually } from '@guantong/testing';
import { buildRosterCells, csvFile } from '../testing/build-roster.js';
import { buildTree, type TestTree } from '../testing/build-tree.js';
import { importFile } from '../testing/import-file.js';
import { type MembershipFixture, membershipFixture } from '../testing/membership-fixture.js';
import { SealAuditEntries } from './application/seal-audit-entries.js';
import { AuditTrail } from './audit-trail.js';

describe('the audit log', () => {
  let m: MembershipFixture;
  let tree: TestTree;
  beforeAll(async () => {
    // sealed only when the tests say so
    m = await membershipFixture({ AUDIT_SEAL_MS: '60000' });
    tree = await buildTree(m);
  });
  afterAll(() => m.stop());

  const seal = () => m.app.get(SealAuditEntries).run();
  const counted = () => m.call(CountAuditEntries, { afterId: 0, limit: 100_000 }, SYSTEM);
  const chain = () => m.call(VerifyAuditChain, { afterSeq: 0, afterHash: '0'.repeat(64), limit: 5000 }, SYSTEM);
  const record = (n: number) =>
    m.database.transaction((tx) =>
      m.app.get(AuditTrail).record(tx, {
        ...{ actor: m.admin, action: 'unit.changed', unitId: tree.site.id, subjectIds: [], detail: { n } },
      }),
    );

  it('is sealed once, in one chain, when two copies do it at the same moment', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, n) => record(n)));
    await Promise.all([seal(), seal(), seal()]);
    await seal();
    const { entries, waiting, strayId } = await counted();
    expect({ waiting, strayId }).toEqual({ waiting: 0, strayId: null });
    expect(await chain()).toMatchObject({ checked: entries, broken: null });
  });

  it('does not lose an entry whose transaction commits after a later one was sealed', async () => {
    await seal();
    const before = (await chain()).lastSeq;
    let commit = (): void => undefined;
    const held = new Promise<void>((resolve) => (commit = resolve));
    let written = (): void => undefined;
    const isWritten = new Promise<void>((resolve) => (written = resolve));
    const late = m.database.transaction(async (tx) => {
      await m.app.get(AuditTrail).record(tx, {
        ...{ actor: m.admin, action: 'unit.changed', unitId: tree.site.id, subjectIds: [], detail: { late: 1 } },
      });
      written();
      await held;
    });
    await isWritten;
    await record(1);
    // the business is not held up by the sealer, nor the sealer by the business
    expect(await seal()).toBe(1);
    commit();
    await late;
    expect(await seal()).toBe(1);
    expect(await chain()).toMatchObject({ lastSeq: before + 2, broken: null });
    expect(await counted()).toMatchObject({ waiting: 0, strayId: null });
    const order = await m.database.query<{ late: boolean; id: string }>(
      `select e.id, e.detail ? 'late' as late from audit_seal s join audit_entry e on e.id = s.entry_id
        where s.seq > $1 order by s.seq`,
      [before],
    );
    expect(order.map((row) => row.late)).toEqual([false, true]);
    // a cursor over ids would have passed it by (the control)
    expect(Number(order[1]?.id)).toBeLessThan(Number(order[0]?.id));
  });

  it('takes nothing back: the service can neither change, delete nor empty the log and its seals', async () => {
    for (const table of ['audit_entry', 'audit_seal']) {
      for (const sql of [
        `update ${table} set ${table === 'audit_entry' ? 'action' : 'hash'} = null`,
        `delete from ${table}`,
        `truncate ${table}`,
      ]) {
        await expect(m.database.query(sql)).rejects.toThrow('insert-only');
      }
    }
  });

  describe('as it is read', () => {
    let auditor: Actor;
    let street: Actor & { displayName?: string };
    beforeAll(async () => {
      auditor = await m.staff(tree.district.id, 'auditor');
      street = await m.staff(tree.street.id, 'administrator');
    });
    const read = (actor: Actor, query: object = {}) => m.call(AuditEntries, query, actor);

    it('says in plain Chinese who did what, to the latest first', async () => {
      await m.call(Appoint, { unitId: tree.site.id, role: 'cadre', login: 'read-me', displayName: '某某' }, street);
      const [entry] = (await read(auditor)).items;
      expect(entry).toMatchObject({
        action: 'appointment.made',
        sentence: expect.stringMatching(new RegExp(`^员工\\d+在${tree.site.name}任命了工会干部。$`)),
        unit: { unitId: tree.site.id },
        actingFor: null,
        sealed: false,
      });
      await seal();
      expect((await read(auditor)).items[0]).toMatchObject({ entryId: entry?.entryId, sealed: true });
    });

    it('shows the own subtree alone, and by pages exactly what one page would show', async () => {
      const all = (await read(street, { limit: 100 })).items;
      expect(all.length).toBeGreaterThan(3);
      const below = [tree.street.id, tree.site.id];
      expect(all.filter((entry) => !below.includes(entry.unit?.unitId ?? ''))).toEqual([]);
      const pages = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof read>> = await read(street, { limit: 3, ...(cursor && { cursor }) });
        pages.push(...page.items);
        cursor = page.next;
      } while (cursor);
      expect(pages.slice(0, all.length)).toEqual(all);
      const [other] = (await read(m.admin, { unitId: tree.otherDistrict.id })).items;
      expect(other?.unit?.unitId).toBe(tree.otherDistrict.id);
      expect((await read(street, { unitId: tree.otherDistrict.id })).items).toEqual([]);
      await expect(read(await m.staff(tree.street.id, 'cadre'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    });

    it('is filtered by action, account and time; what belongs to no unit is for the city', async () => {
      const of = async (query: object, actor = m.admin) => (await read(actor, { limit: 100, ...query })).items;
      expect(new Set((await of({ action: 'unit.opened' })).map((e) => e.action))).toEqual(new Set(['unit.opened']));
      expect((await of({ accountId: street.accountId })).map((e) => e.sentence)).toHaveLength(1);
      const [latest] = await of({});
      expect(await of({ from: latest?.at })).toEqual([latest]);
      expect((await of({ until: latest?.at })).map((e) => e.entryId)).not.toContain(latest?.entryId);
      await m.database.transaction((tx) =>
        m.app
          .get(AuditTrail)
          .record(tx, { actor: m.admin, action: 'file-import.started', unitId: null, subjectIds: [] }),
      );
      expect((await of({}))[0]).toMatchObject({ action: 'file-import.started', unit: null });
      expect((await of({}, auditor)).map((e) => e.action)).not.toContain('file-import.started');
    });
  });

  it('has one entry for a list of names, one for a single person, and one for each whole phone number', async () => {
    const file = csvFile([tree.site, tree.site, tree.otherSite].map((unit, n) => buildRosterCells(n, unit.code)));
    await importFile(m, { file, actor: m.admin });
    const ids = (await m.database.query<{ id: string }>(`select id from worker order by unit_id`)).map((row) => row.id);
    const cadre = await m.staff(tree.district.id, 'cadre');
    const looks = () =>
      m.database.query(
        `select unit_id, cardinality(subject_ids) as subjects, detail from audit_entry
          where account_id = $1 order by unit_id, id`,
        [cadre.accountId],
      );
    await m.call(WorkerNames, { workerIds: ids }, cadre);
    const line = (unit: string, count: number) => ({ unit_id: unit, subjects: count === 1 ? 1 : 0, detail: { count } });
    const names = [line(tree.site.id, 2), line(tree.otherSite.id, 1)].toSorted((a, b) =>
      a.unit_id < b.unit_id ? -1 : 1,
    );
    expect(await looks()).toEqual(names);
    const [first = ''] = ids;
    await m.call(GetWorker, { workerId: first }, cadre);
    await m.call(UnitWorkers, { unitId: tree.site.id }, cadre);
    expect(await looks()).toHaveLength(4);
    await m.call(RevealPhone, { workerId: first }, m.admin);
    await eventually(async () => {
      const [seen] = (await m.call(AuditEntries, { action: 'worker.phone.revealed' }, m.admin)).items;
      expect(seen).toMatchObject({ subjectIds: [first], who: { displayName: '王管理' } });
    });
  });
});
