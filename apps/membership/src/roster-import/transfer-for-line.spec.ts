import {
  type Actor,
  AgreeToTransfer,
  AnnotateRosterFile,
  AskTransferForRosterLine,
  FileImportErrors,
  type FileImportView,
  GetFileImport,
  GetWorker,
  RosterLines,
  type RosterLineResult,
  UnitTransfers,
  UnitWorkers,
  type WorkerView,
} from '@guantong/contracts';
import { eventually } from '@guantong/testing';
import { buildRosterCells, csvFile, ROSTER_HEADINGS, type RosterCells } from '../testing/build-roster.js';
import { buildTree, buildUnit, type TestTree, type TestUnit } from '../testing/build-tree.js';
import { importFile } from '../testing/import-file.js';
import { type MembershipFixture, membershipFixture } from '../testing/membership-fixture.js';
import { workerLogin } from '../testing/worker-login.js';

describe('a transfer for a line of a roster', () => {
  let m: MembershipFixture;
  let tree: TestTree;
  let own: TestUnit;
  let theirs: RosterCells;
  let worker: WorkerView;
  let importer: Actor;
  let view: FileImportView;
  let people = 700_000;
  beforeAll(async () => {
    m = await membershipFixture();
    tree = await buildTree(m);
    importer = await m.staff(tree.street.id, 'administrator');
  });
  afterAll(() => m.stop());
  beforeEach(async () => {
    own = await buildUnit(m, tree.street.id, 'site');
    const foreign = await buildUnit(m, tree.otherStreet.id, 'site');
    theirs = buildRosterCells(people++, foreign.code);
    await importFile(m, { file: csvFile([theirs]), actor: m.admin });
    worker = (await m.call(UnitWorkers, { unitId: foreign.id }, m.admin)).items[0] as WorkerView;
    view = await send();
  });

  const send = (options: { dryRun?: boolean } = {}) => {
    const here = theirs.with(ROSTER_HEADINGS.indexOf('所属工会'), own.code);
    return importFile(m, {
      ...{ file: csvFile([here, buildRosterCells(people++, own.code)]), actor: importer, ...options },
    });
  };
  const ask = (actor = importer, seq = 0) => m.call(AskTransferForRosterLine, { importId: view.importId, seq }, actor);
  const firstLine = async (): Promise<RosterLineResult | undefined> =>
    (await m.call(RosterLines, { importId: view.importId }, importer)).items[0];
  const annotation = async () => {
    await m.call(AnnotateRosterFile, { importId: view.importId }, importer);
    await eventually(async () => expect(await state()).toBe('READY'));
  };
  const state = async () =>
    (await m.call(GetFileImport, { importId: view.importId, kind: 'ROSTER' }, importer)).annotation;

  it('is asked for with one call; the line says so, in the list, among the errors and in the annotated file', async () => {
    expect((await firstLine())?.zh).toContain('请在这一行提出');
    await annotation();
    const line = await ask();
    expect(line).toMatchObject({ outcome: 'NEEDS_TRANSFER', problems: [{ code: 'TRANSFER_ASKED' }] });
    expect(line.zh).toContain('已提出转会申请');
    expect(await firstLine()).toEqual(line);
    const { items } = await m.call(FileImportErrors, { importId: view.importId, kind: 'ROSTER' }, importer);
    expect(items.map((error) => error.code)).toEqual(['TRANSFER_ASKED']);
    expect(await state()).toBe('NONE'); // what had been written is out of date
    await expect(ask()).rejects.toMatchObject({ code: 'LINE_NEEDS_NO_TRANSFER' });
  });

  it('moves the worker once the worker agrees, and is in the audit log', async () => {
    await ask();
    const [transfer] = (await m.call(UnitTransfers, { unitId: own.id }, importer)).items;
    expect(transfer).toMatchObject({ state: 'WAITING', askedBy: 'RECEIVING', to: { unitId: own.id }, from: null });
    const actor = await workerLogin(m, worker);
    await m.call(AgreeToTransfer, { transferId: transfer?.transferId ?? '' }, await actor());
    expect((await m.call(GetWorker, { workerId: worker.workerId }, importer)).unitId).toBe(own.id);
    const log = await m.database.query(
      `select action, account_id, unit_id, detail from audit_entry
        where action = 'roster-import.transfer-asked' and $1::uuid = any(subject_ids)`,
      [worker.workerId],
    );
    const { importId } = view;
    expect(log).toEqual([
      {
        action: 'roster-import.transfer-asked',
        account_id: importer.accountId,
        unit_id: own.id,
        detail: { importId, seq: 0 },
      },
    ]);
  });

  it('tells the importer nothing of the person, nor why it cannot be asked now', async () => {
    const said = JSON.stringify(await ask());
    for (const secret of [worker.workerId, worker.unitId, worker.name]) expect(said).not.toContain(secret);
    const refusals: unknown[] = [];
    view = await send();
    await ask().catch((error: unknown) => refusals.push(error)); // in another transfer
    await m.database.query(
      `update transfer set ended_at = now(), state = 'EXPIRED', from_unit_id = $2 where worker_id = $1`,
      [worker.workerId, worker.unitId],
    );
    await m.database.query(`update worker set status = 'LEFT', left_kind = 'LEFT' where id = $1`, [worker.workerId]);
    await ask().catch((error: unknown) => refusals.push(error)); // no longer a member
    expect(refusals).toMatchObject([{ code: 'TRANSFER_NOT_POSSIBLE' }, { code: 'TRANSFER_NOT_POSSIBLE' }]);
  });

  it('is for the sender alone, for a line that needs it, after an import and within what the sender may now', async () => {
    for (const actor of [m.admin, await m.staff(tree.street.id, 'administrator')]) {
      await expect(ask(actor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    await expect(ask(importer, 7)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(ask(importer, 1)).rejects.toMatchObject({ code: 'LINE_NEEDS_NO_TRANSFER' }); // somebody new
    const elsewhere = { ...importer, appointments: [{ unitId: tree.otherStreet.id, role: 'administrator' as const }] };
    await expect(ask(elsewhere)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(ask({ ...importer, appointments: [] })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    view = await send({ dryRun: true });
    await expect(ask()).rejects.toMatchObject({ code: 'LINE_NEEDS_NO_TRANSFER' });
    expect((await m.call(UnitTransfers, { unitId: own.id }, importer)).items).toEqual([]);
  });
});
