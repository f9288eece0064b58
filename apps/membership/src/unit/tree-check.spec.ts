import { ANONYMOUS, CheckTree, SYSTEM } from '@guantong/contracts';
import { eventually } from '@guantong/testing';
import { buildRosterCells, csvFile } from '../testing/build-roster.js';
import { buildTree, type TestTree } from '../testing/build-tree.js';
import { importFile } from '../testing/import-file.js';
import { type MembershipFixture, membershipFixture } from '../testing/membership-fixture.js';

describe('the check of the tree', () => {
  let m: MembershipFixture;
  let tree: TestTree;
  beforeAll(async () => {
    m = await membershipFixture({ TREE_POLL_MS: '50' });
    tree = await buildTree(m);
    const rows = Array.from({ length: 4 }, (_, n) => buildRosterCells(n, tree.site.code));
    await importFile(m, { file: csvFile(rows), actor: m.admin });
  });
  afterAll(() => m.stop());

  const check = (repair = false) => m.call(CheckTree, { repair }, SYSTEM);
  /** Something that goes past the triggers, as a hand in the database would. */
  const spoil = (sql: string) =>
    m.database.transaction(async (tx) => {
      await tx.query('set local session_replication_role = replica');
      await tx.query(sql);
    });

  it('finds nothing in a tree that is right', async () => {
    expect(await check()).toEqual({ units: 7, found: 0, faults: [], repaired: 0 });
    expect(await check(true)).toEqual({ units: 7, found: 0, faults: [], repaired: 0 });
  });

  it.each([
    ['path', (t: TestTree) => `update unit set path = path[1:1] || id where id = '${t.site.id}'`],
    ['tier', (t: TestTree) => `update unit set tier = 'DIRECT' where id = '${t.site.id}'`],
    ['version', (t: TestTree) => `update unit_version set name = '别名' where unit_id = '${t.site.id}'`],
    ['version', (t: TestTree) => `delete from unit_version where unit_id = '${t.site.id}'`],
    ['tally', (t: TestTree) => `update unit_tally set units = units + 1 where unit_id = '${t.street.id}'`],
    ['tally', (t: TestTree) => `update unit_day_tally set units = units + 1 where unit_id = '${t.street.id}'`],
    [
      'tally',
      (t: TestTree) =>
        `update unit_version set valid_from = valid_from - interval '9 days' where unit_id = '${t.site.id}'`,
    ],
    ['workers', (t: TestTree) => `update unit set worker_count = 9 where id = '${t.site.id}'`],
    ['workers', (t: TestTree) => `update unit set next_slot = 1 where id = '${t.site.id}'`],
  ])('finds a wrong %s, and mends it', async (what, how) => {
    await eventually(async () =>
      expect(
        await m.database.query(
          `select unit_id from unit_tally_change union all select unit_id from unit_day_tally_change`,
        ),
      ).toEqual([]),
    );
    await spoil(how(tree));
    const seen = await check();
    expect(seen.found).toBeGreaterThan(0);
    expect(seen.faults.map((fault) => fault.what)).toContain(what);
    const mended = await check(true);
    expect(mended.repaired).toBe(mended.found);
    expect(await check()).toMatchObject({ found: 0 });
  });

  it('tells the other services of units whose place was wrong', async () => {
    await spoil(`update unit set path = path[1:1] || id where id = '${tree.site.id}'`);
    const told = (await m.unitStates()).length;
    await check(true);
    expect((await m.unitStates()).slice(told)).toEqual([
      expect.objectContaining({
        unitId: tree.site.id,
        path: [m.cityId, tree.district.id, tree.street.id, tree.site.id],
      }),
    ]);
  });

  it('leaves to a person what only a person can know', async () => {
    await spoil(`update unit set kind = 'park' where id = '${tree.otherSite.id}'`);
    const mended = await check(true);
    expect(mended).toMatchObject({ found: 2, repaired: 1 });
    expect((await check()).faults).toMatchObject([{ unitId: tree.otherSite.id, what: 'kind' }]);
    await spoil(`update unit set kind = 'site' where id = '${tree.otherSite.id}'`);
    await check(true);
  });

  it('is for the system only', async () => {
    for (const actor of [m.admin, ANONYMOUS]) {
      await expect(m.call(CheckTree, { repair: true }, actor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
  });
});
