import type { Actor, CaseFiguresView, Role } from '@guantong/contracts';
import { buildHandler, buildStaff, buildWorker } from '../testing/build-actors.js';
import { firstBranch, type TestUnit } from '../testing/build-tree.js';
import { type CaseDesk, caseDesk } from '../testing/case-desk.js';
import { type FeedbackFixture, feedbackFixture } from '../testing/feedback-fixture.js';
import { CaseFiguresRpc } from './rpc/case-figures.rpc.js';

describe('the three rates of a unit', () => {
  let f: FeedbackFixture;
  let at: CaseDesk;
  let direct: TestUnit;
  let union: TestUnit;
  let worker: Actor;
  let cadre: Actor;
  const figures = (unit: TestUnit): Promise<CaseFiguresView> =>
    f.get(CaseFiguresRpc).get({ unitId: unit.unitId }, buildHandler(unit.unitId));

  beforeAll(async () => {
    f = await feedbackFixture();
    at = caseDesk(f);
    [, , direct, union] = firstBranch(f.city) as [TestUnit, TestUnit, TestUnit, TestUnit];
    worker = buildWorker(union.unitId);
    cadre = buildHandler(union.unitId);
    const settle = async (handler: Actor, caseId: string) => {
      await at.acknowledge(handler, caseId);
      await at.resolve(handler, caseId);
    };
    const cases = await Promise.all(Array.from({ length: 6 }, () => at.submit(worker).then((c) => c.caseId)));
    const [good, poor, silent, lost, withdrawn] = cases as [string, string, string, string, string, string];
    await settle(cadre, good);
    await at.confirm(worker, good, 5);
    await settle(cadre, poor);
    await at.confirm(worker, poor, 2);
    await settle(cadre, silent);
    await at.ring(silent); // nobody confirmed: closed
    await at.ring(lost); // nobody answered: it climbed, and was settled above
    await settle(buildHandler(direct.unitId), lost);
    await at.confirm(worker, lost, 4);
    await at.withdraw(worker, withdrawn);
    // the sixth still waits
  });
  afterAll(() => f.stop());

  it('count what was answered in time, settled by the worker’s word, and to satisfaction', async () => {
    expect((await figures(union)).own).toMatchObject({
      arrived: 6,
      answered: 3,
      answerable: 4, // the waiting and the withdrawn one are not judged
      settled: 2,
      settleable: 5,
      satisfied: 1,
      rated: 2,
      responseRate: 0.75,
      resolutionRate: 0.4,
      satisfactionRate: 0.5,
    });
  });

  it('never count closed as settled', async () => {
    const { own } = await figures(union);
    expect([own.closedUnconfirmed, own.settled]).toEqual([1, 2]);
  });

  it('credit what climbed to the unit that settled it', async () => {
    expect((await figures(direct)).own).toMatchObject({
      arrived: 1,
      answered: 1,
      settled: 1,
      satisfied: 1,
      resolutionRate: 1,
    });
  });

  it('are shown for each unit directly below, and are null where there is nothing to judge', async () => {
    const { children } = await figures(direct);
    expect(children.map((c) => [c.unit.unitId === union.unitId, c.arrived])).toEqual(
      expect.arrayContaining([
        [true, 6],
        [false, 0],
      ]),
    );
    expect(children.find((c) => c.arrived === 0)).toMatchObject({
      responseRate: null,
      resolutionRate: null,
      satisfactionRate: null,
    });
  });

  it('are for those who may read the unit’s cases', async () => {
    const get = f.get(CaseFiguresRpc);
    await expect(get.get({ unitId: direct.unitId }, cadre)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(get.get({ unitId: union.unitId }, worker)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('show the units below only to those who may read the cases there', async () => {
    const ask = (role: Role) =>
      f.get(CaseFiguresRpc).get({ unitId: direct.unitId }, buildStaff({ unitId: direct.unitId, role }));
    for (const role of ['cadre', 'safety_officer'] as const) expect((await ask(role)).children).toEqual([]);
    expect((await ask('auditor')).children).not.toEqual([]); // the control
  });

  it('keep to the days asked for', async () => {
    const past = await f.get(CaseFiguresRpc).get({ unitId: union.unitId, from: '2020-01-01', to: '2020-12-31' }, cadre);
    expect(past).toMatchObject({ from: '2020-01-01', to: '2020-12-31', own: { arrived: 0 } });
  });
});
