import { buildTree, type TestTree } from '../testing/build-tree.js';
import { buildRosterCells, csvFile, xlsxFile } from '../testing/build-roster.js';
import { importFile } from '../testing/import-file.js';
import { type MembershipFixture, membershipFixture } from '../testing/membership-fixture.js';

describe('importing a roster', () => {
  let m: MembershipFixture;
  let tree: TestTree;

  beforeAll(async () => {
    m = await membershipFixture();
    tree = await buildTree(m);
  });
  afterAll(() => m.stop());

  const countOf = async (unitId: string): Promise<number> => {
    const [row] = await m.database.query<{ n: number }>(`select count(*)::int as n from worker where unit_id = $1`, [
      unitId,
    ]);
    return row?.n ?? 0;
  };

  it('adds everybody once, tells of them in one event, and changes nothing when the same file comes again', async () => {
    const rows = Array.from({ length: 120 }, (_, n) =>
      buildRosterCells(n, n % 2 === 0 ? tree.site.code : tree.otherSite.name),
    );
    const file = await xlsxFile(rows, { title: '会员花名册（2026年3月）' });
    const before = await m.workersChanged();
    expect(await importFile(m, { file, actor: m.admin })).toMatchObject({
      status: 'DONE',
      rowsRead: 120,
      added: 120,
      changed: 0,
      unchanged: 0,
      rejected: 0,
      failure: null,
      errors: [],
    });
    const told = (await m.workersChanged()).slice(before.length);
    expect(told.flat().length).toBe(120);
    expect(await countOf(tree.site.id)).toBe(60);

    expect(await importFile(m, { file, actor: m.admin })).toMatchObject({
      status: 'DONE',
      added: 0,
      changed: 0,
      unchanged: 120,
    });
    expect((await m.workersChanged()).length).toBe(before.length + told.length);
    expect(await countOf(tree.site.id)).toBe(60);
  });
});
