import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Digest, SYSTEM, UnitDigest, WorkerDigests } from '@guantong/contracts';
import { importFile } from './testing/import-file.js';
import { type MembershipFixture, membershipFixture } from './testing/membership-fixture.js';

const CITY = path.resolve('demo/city');

describe('the files of the demo city', () => {
  let m: MembershipFixture;
  beforeAll(async () => {
    m = await membershipFixture();
  });
  afterAll(() => m.stop());

  const digests = async (): Promise<[Digest, unknown]> => [
    await m.call(UnitDigest, {}, SYSTEM),
    (await m.call(WorkerDigests, { limit: 5000 }, SYSTEM)).units,
  ];

  it('come in without a single error, and change nothing when they come again', async () => {
    const units = readFileSync(path.join(CITY, 'units.csv'));
    const tree = await importFile(m, { kind: 'UNITS', file: units, actor: m.admin });
    expect(tree).toMatchObject({ status: 'DONE', rejected: 0, errors: [] });
    expect(tree.rowsRead).toBe(units.toString().trim().split('\n').length - 1);

    const rosters = readdirSync(path.join(CITY, 'rosters'));
    let added = 0;
    for (const name of rosters) {
      const view = await importFile(m, { file: readFileSync(path.join(CITY, 'rosters', name)), actor: m.admin });
      expect(view).toMatchObject({ status: 'DONE', rejected: 0, changed: 0, errors: [] });
      added += view.added;
    }
    expect(added).toBeGreaterThan(10_000);

    const before = await digests();
    const again = [units, readFileSync(path.join(CITY, 'rosters', rosters[0] ?? ''))];
    expect(await importFile(m, { kind: 'UNITS', file: again[0] as Buffer, actor: m.admin })).toMatchObject({
      added: 0,
      changed: 0,
      unchanged: tree.rowsRead,
    });
    expect(await importFile(m, { file: again[1] as Buffer, actor: m.admin })).toMatchObject({ added: 0, changed: 0 });
    expect(await digests()).toEqual(before);
  }, 120_000);
});
