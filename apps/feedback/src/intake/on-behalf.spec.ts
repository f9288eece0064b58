import type { Actor } from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { buildHandler, buildStaff, buildWorker } from '../testing/build-actors.js';
import { firstBranch, type TestUnit } from '../testing/build-tree.js';
import { type CaseDesk, caseDesk } from '../testing/case-desk.js';
import { type FeedbackFixture, feedbackFixture } from '../testing/feedback-fixture.js';

describe('a case that a cadre writes down for a worker', () => {
  let f: FeedbackFixture;
  let at: CaseDesk;
  let direct: TestUnit;
  let union: TestUnit;
  let cadre: Actor;

  beforeAll(async () => {
    f = await feedbackFixture();
    at = caseDesk(f);
    [, , direct, union] = firstBranch(f.city) as [TestUnit, TestUnit, TestUnit, TestUnit];
    cadre = buildStaff({ unitId: union.unitId, role: 'cadre' });
  });
  afterAll(() => f.stop());

  const write = (
    who: Actor,
    more: { unitId?: string; workerId?: string; kind?: 'complaint'; aboutOwnUnion?: boolean } = {},
  ) => at.intake.forWorker({ kind: 'daily_life', text: '环卫工没有地方喝水', unitId: union.unitId, ...more }, who);

  it('is marked as such everywhere, with who wrote it down, for a person without a record too', async () => {
    const { caseId, number } = await write(cadre);
    const handler = buildHandler(union.unitId);
    const marked = { submittedBy: 'ON_BEHALF', workerId: null };
    expect(await at.see(handler, caseId)).toMatchObject({
      ...marked,
      number,
      hasRecord: false,
      onBehalfAccountId: cadre.accountId,
    });
    expect((await at.desk.list({ number }, handler)).items[0]).toMatchObject(marked);
    expect((await at.see(handler, caseId)).history[0]).toMatchObject({
      what: 'SUBMITTED',
      by: 'STAFF',
      accountId: cadre.accountId,
    });
  });

  it('is the worker’s own from then on, when the worker has a record', async () => {
    const worker = buildWorker(union.unitId);
    f.membership.workers = [worker.worker?.id ?? ''];
    const { caseId } = await write(cadre, { workerId: worker.worker?.id ?? '' });
    expect(await at.mine(worker, caseId)).toMatchObject({ submittedBy: 'ON_BEHALF', history: [{ by: 'STAFF' }] });
    expect(JSON.stringify(await at.mine(worker, caseId))).not.toContain(cadre.accountId);
    await at.acknowledge(buildHandler(union.unitId), caseId);
    await at.resolve(buildHandler(union.unitId), caseId);
    expect(await at.confirm(worker, caseId)).toMatchObject({ state: 'CONFIRMED' });
  });

  it('cannot be put on a worker out of the cadre’s reach', async () => {
    f.membership.workers = [];
    await expect(write(cadre, { workerId: newId() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is taken at the cadre’s own unit only', async () => {
    await expect(write(cadre, { unitId: direct.children[1]?.unitId ?? '' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(write(cadre, { unitId: newId() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(write(buildStaff({ unitId: union.unitId, role: 'auditor' }))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(write(buildWorker(union.unitId))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('about the cadre’s own union goes over the cadre’s head', async () => {
    const { caseId } = await write(cadre, { kind: 'complaint', aboutOwnUnion: true });
    await expect(at.see(cadre, caseId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await at.see(buildHandler(direct.unitId), caseId)).toMatchObject({ submittedBy: 'ON_BEHALF' });
  });
});
