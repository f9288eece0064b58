import {
  AppendImportChunk,
  FileImportErrors,
  FinishFileImport,
  GetFileImport,
  StartFileImport,
} from '@guantong/contracts';
import { startService } from '@guantong/host';
import { eventually } from '@guantong/testing';
import type { INestApplication } from '@nestjs/common';
import { defineMembershipService } from '../define-service.js';
import { ImportJobs } from '../file-import/persistence/import-jobs.js';
import { buildTree, buildUnit, type TestTree, type TestUnit } from '../testing/build-tree.js';
import { buildRosterCells, csvFile } from '../testing/build-roster.js';
import { importEnd, importFile, sendFile } from '../testing/import-file.js';
import { type MembershipFixture, membershipFixture } from '../testing/membership-fixture.js';

describe('rosters under difficult circumstances', () => {
  let m: MembershipFixture;
  let second: INestApplication;
  let tree: TestTree;
  beforeAll(async () => {
    m = await membershipFixture();
    second = await startService(defineMembershipService(m.env));
    tree = await buildTree(m);
  });
  afterAll(async () => {
    await second.close();
    await m.stop();
  });

  let people = 200_000;
  const rowsFor = (units: readonly TestUnit[], n: number, overrides: Record<string, string> = {}) =>
    Array.from({ length: n }, (_, i) => buildRosterCells(people++, units[i % units.length]?.code ?? '', overrides));
  const sites = async (n: number): Promise<TestUnit[]> => {
    const made: TestUnit[] = [];
    for (let i = 0; i < n; i++) made.push(await buildUnit(m, tree.street.id, 'site'));
    return made;
  };
  const slotsOf = async (units: readonly TestUnit[]): Promise<number[][]> =>
    Promise.all(
      units.map(async ({ id }) => {
        const rows = await m.database.query<{ slot: number }>(
          `select slot from worker where unit_id = $1 order by slot`,
          [id],
        );
        return rows.map((row) => row.slot);
      }),
    );
  const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

  it('two copies of the same file at the same moment, by two copies of the service, give no duplicates', async () => {
    const units = await sites(3);
    const ways: Record<string, string>[] = [{}, { 京卡号: '' }, { 京卡号: '', 手机号: '' }];
    for (const known of ways) {
      const file = csvFile(rowsFor(units, 1500, known));
      const views = await Promise.all([0, 1].map(() => importFile(m, { file, actor: m.admin })));
      expect(views.map((v) => [v.status, v.rejected])).toEqual([
        ['DONE', 0],
        ['DONE', 0],
      ]);
      expect(views.reduce((sum, v) => sum + v.added, 0)).toBe(1500);
      expect(views.reduce((sum, v) => sum + v.unchanged, 0)).toBe(1500);
    }
    const slots = await slotsOf(units);
    expect(slots).toEqual(slots.map((list) => upTo(list.length)));
  }, 60_000);

  it('different files for one union at the same moment give everybody a slot of their own', async () => {
    const [unit] = await sites(1);
    const files = upTo(3).map(() => csvFile(rowsFor([unit as TestUnit], 1500)));
    await Promise.all(files.map((file) => importFile(m, { file, actor: m.admin })));
    expect(await slotsOf([unit as TestUnit])).toEqual([upTo(4500)]);
  }, 60_000);

  it('without the lock two of them take the same slot (the control for the two tests above)', async () => {
    const [unit] = await sites(1);
    let both = 0;
    let release = (): void => undefined;
    const together = new Promise<void>((resolve) => {
      release = resolve;
    });
    const careless = (n: number) =>
      m.database.transaction(async (tx) => {
        const [row] = await tx.query<{ slot: number }>(`select next_slot as slot from unit where id = $1`, [unit?.id]);
        if (++both === 2) release();
        await together;
        await tx.query(
          `insert into worker (id, unit_id, slot, name, sex, birth_date, schooling, employment_form, has_smartphone)
           values (uuidv7(), $1, $2, $3, 'M', '1980-01-01', 'primary', 'migrant', true)`,
          [unit?.id, row?.slot, `无锁${n}`],
        );
        await tx.query(`update unit set next_slot = next_slot + 1 where id = $1`, [unit?.id]);
      });
    const done = await Promise.allSettled([careless(1), careless(2)]);
    expect(done.filter((one) => one.status === 'rejected')).toHaveLength(1);
  });

  /** Sends 5,200 lines; whichever copy takes them dies after two batches, says nothing, and its claim runs out. */
  const dieInTheMiddle = async (file: Buffer, dryRun: boolean, meanwhile: (importId: string) => Promise<unknown>) => {
    const both = [m.app.get(ImportJobs), second.get(ImportJobs)];
    const own = both.map((jobs) => ({ record: jobs.record.bind(jobs), release: jobs.release.bind(jobs) }));
    for (const [i, jobs] of both.entries()) {
      let steps = 0;
      jobs.record = async (tx, job, step) => {
        if (++steps > 2) throw new Error('as if the power had gone');
        await own[i]?.record(tx, job, step);
      };
      jobs.release = async (job) => {
        await m.database.query(`update file_import set claimed_until = now() + interval '1 second' where id = $1`, [
          job.id,
        ]);
      };
    }
    const of = await sendFile(m, { file, actor: m.admin, dryRun });
    await eventually(async () => {
      const { rowsRead, status } = await m.call(GetFileImport, of, m.admin);
      expect([rowsRead, status]).toEqual([2000, 'RUNNING']);
    });
    await meanwhile(of.importId);
    for (const [i, jobs] of both.entries()) Object.assign(jobs, own[i]);
    return importEnd(m, of, m.admin);
  };
  const asItIs = () => Promise.resolve();

  it('goes on where a copy died in the middle, and counts and adds nobody twice', async () => {
    const units = await sites(2);
    const view = await dieInTheMiddle(csvFile(rowsFor(units, 5200)), false, asItIs);
    expect(view).toMatchObject({ status: 'DONE', rowsRead: 5200, added: 5200, changed: 0, unchanged: 0, rejected: 0 });
    expect(await slotsOf(units)).toEqual([upTo(2600), upTo(2600)]);
    const told = (await m.workersChanged()).flat().filter((w) => units.some((u) => u.id === w.unitId));
    expect(new Set(told.map((w) => w.workerId)).size).toBe(5200);
    expect(told).toHaveLength(5200);
  }, 60_000);

  it('goes on with a check where a copy died in the middle, and counts nobody twice', async () => {
    const units = await sites(1);
    const view = await dieInTheMiddle(csvFile(rowsFor(units, 5200)), true, asItIs);
    expect(view).toMatchObject({ status: 'CHECKED', rowsRead: 5200, added: 5200, rejected: 0 });
    expect(await slotsOf(units)).toEqual([[]]);
  }, 60_000);

  it('would not go on if the place in the file lagged behind the lines (the control for the two above)', async () => {
    const lagging = (importId: string) =>
      m.database.query(
        `update file_import set rows_read = rows_read - 1000, claim_token = uuidv7(), claimed_until = now() where id = $1`,
        [importId],
      );
    const view = await dieInTheMiddle(csvFile(rowsFor(await sites(1), 5200)), false, lagging);
    // a thousand lines come a second time, which their own results refuse: each line is written once
    expect(view).toMatchObject({ status: 'FAILED', rowsRead: 1000, added: 2000, rejected: 0 });
  }, 60_000);

  it('stops a running import of somebody who may no longer import', async () => {
    const [unit] = await sites(1);
    const admin = await m.staff(tree.street.id, 'administrator');
    await m.database.query(`update appointment set ends_at = now() where account_id = $1`, [admin.accountId]);
    const view = await importEnd(
      m,
      await sendFile(m, { file: csvFile(rowsFor([unit as TestUnit], 10)), actor: admin }),
      admin,
    );
    expect(view).toMatchObject({ status: 'FAILED', failure: { code: 'NO_LONGER_ALLOWED' }, added: 0 });
  });

  it('takes a file only whole, and repeats of its pieces without harm', async () => {
    const file = csvFile(rowsFor(await sites(1), 3));
    const { importId } = await m.call(StartFileImport, { kind: 'ROSTER', fileName: 'x.csv' }, m.admin);
    const chunk = { importId, seq: 0, data: file.toString('base64') };
    await Promise.all([1, 2, 3].map(() => m.call(AppendImportChunk, chunk, m.admin)));
    const finish = { importId, chunks: 1, bytes: file.length };
    await expect(m.call(FinishFileImport, { ...finish, chunks: 2 }, m.admin)).rejects.toMatchObject({
      code: 'IMPORT_INCOMPLETE',
    });
    await expect(m.call(FinishFileImport, { ...finish, bytes: 1 }, m.admin)).rejects.toMatchObject({
      code: 'IMPORT_INCOMPLETE',
    });
    await m.call(FinishFileImport, finish, m.admin);
    await m.call(FinishFileImport, finish, m.admin);
    expect(await importEnd(m, { importId, kind: 'ROSTER' }, m.admin)).toMatchObject({ added: 3 });
  });

  it('shows an import to whoever began it, and to nobody else', async () => {
    const of = await sendFile(m, { file: csvFile(rowsFor(await sites(1), 1)), actor: m.admin });
    const other = await m.staff(m.cityId, 'administrator');
    for (const actor of [other, await m.staff(tree.street.id, 'administrator')]) {
      await expect(m.call(GetFileImport, of, actor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(m.call(FileImportErrors, of, actor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(
        m.call(AppendImportChunk, { importId: of.importId, seq: 1, data: 'AA==' }, actor),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    await expect(m.call(GetFileImport, { ...of, kind: 'UNITS' }, m.admin)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      m.call(StartFileImport, { kind: 'ROSTER', fileName: 'x' }, await m.staff(tree.street.id, 'cadre')),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await importEnd(m, of, m.admin);
  });
});
