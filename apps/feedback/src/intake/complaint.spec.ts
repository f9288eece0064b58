import { type Actor, ROLES } from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { AttachmentRpc } from '../attachment/rpc/attachment.rpc.js';
import { CaseFiguresRpc } from '../case/rpc/case-figures.rpc.js';
import { buildHandler, buildStaff, buildWorker } from '../testing/build-actors.js';
import { buildPhoto } from '../testing/build-photo.js';
import { firstBranch, type TestUnit } from '../testing/build-tree.js';
import { type CaseDesk, caseDesk } from '../testing/case-desk.js';
import { type FeedbackFixture, feedbackFixture } from '../testing/feedback-fixture.js';

describe('a complaint about a unit', () => {
  let f: FeedbackFixture;
  let at: CaseDesk;
  let city: TestUnit;
  let district: TestUnit;
  let direct: TestUnit;
  let union: TestUnit;
  let worker: Actor;

  beforeAll(async () => {
    f = await feedbackFixture();
    at = caseDesk(f);
    [city, district, direct, union] = firstBranch(f.city) as [TestUnit, TestUnit, TestUnit, TestUnit];
    worker = buildWorker(union.unitId);
  });
  afterAll(() => f.stop());

  const code = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (e: { code: string }) => e.code,
    );
  /** Nothing of the case anywhere: the same as of one that does not exist. */
  const knowsNothing = async (actor: Actor, caseId: string, attachmentId?: string) => {
    expect(await code(at.see(actor, caseId))).toBe(await code(at.see(actor, newId())));
    for (const step of [at.acknowledge, at.raise, at.return, at.reply, at.resolve])
      expect(await code(step(actor, caseId))).not.toBe('done');
    const photo = attachmentId && (await code(f.get(AttachmentRpc).read({ attachmentId }, actor)));
    if (photo) expect(photo).toBe(await code(f.get(AttachmentRpc).read({ attachmentId: newId() }, actor)));
    if ((await code(at.desk.list({}, actor))) === 'FORBIDDEN') return;
    expect((await at.desk.list({ limit: 100 }, actor)).items.map((c) => c.caseId)).not.toContain(caseId);
    expect((await at.desk.list({ assignee: 'me' }, actor)).items).toEqual([]);
    const complaints = (await at.desk.list({ kind: 'complaint', limit: 100 }, actor)).items.length;
    const { byState } = await at.desk.count({ kind: 'complaint' }, actor);
    expect(Object.values(byState).reduce((sum, n) => sum + n, 0)).toBe(complaints);
  };

  it('about the own union goes over its head; nobody appointed there learns anything of it, in any role', async () => {
    const { attachmentId } = await f.get(AttachmentRpc).store(buildPhoto(), worker);
    const { caseId } = await at.submit(worker, {
      kind: 'complaint',
      aboutOwnUnion: true,
      attachmentIds: [attachmentId],
    });
    expect(await at.see(buildHandler(direct.unitId), caseId)).toMatchObject({
      owner: { unitId: direct.unitId },
      about: { unitId: union.unitId },
    });
    for (const role of ROLES) await knowsNothing(buildStaff({ unitId: union.unitId, role }), caseId, attachmentId);
    expect(await code(f.get(AttachmentRpc).read({ attachmentId }, buildHandler(direct.unitId)))).toBe('done');
  });

  it('about the unit above goes over that one’s head, past its own union as well', async () => {
    const { caseId } = await at.submit(worker, { kind: 'complaint', aboutUnitId: direct.unitId });
    expect(await at.see(buildHandler(district.unitId), caseId)).toMatchObject({ owner: { unitId: district.unitId } });
    for (const unit of [direct, union, direct.children[1] as TestUnit])
      await knowsNothing(buildHandler(unit.unitId), caseId);
  });

  it('is kept from staff of the accused unit even where another appointment would show it, or an assignment', async () => {
    const { caseId } = await at.submit(worker, { kind: 'complaint', aboutOwnUnion: true });
    const handler = buildHandler(direct.unitId);
    const both = buildStaff(
      { unitId: union.unitId, role: 'publisher' },
      { unitId: direct.unitId, role: 'case_handler' },
    );
    await at.acknowledge(handler, caseId);
    await at.assign(handler, caseId, both.accountId ?? '');
    await knowsNothing(both, caseId);
    const control = { ...both, appointments: both.appointments.slice(1) };
    expect(await at.see(control, caseId)).toMatchObject({ assigneeAccountId: both.accountId });
  });

  it('never comes down to the accused: it is returned along the recorded chain only', async () => {
    const { caseId } = await at.submit(worker, { kind: 'complaint', aboutOwnUnion: true });
    await expect(at.return(buildHandler(direct.unitId), caseId)).rejects.toMatchObject({ code: 'CASE_NOTHING_BELOW' });
    await at.raise(buildHandler(direct.unitId), caseId);
    expect(await at.return(buildHandler(district.unitId), caseId)).toMatchObject({ owner: { unitId: direct.unitId } });
    await knowsNothing(buildHandler(union.unitId), caseId);
  });

  it('does not show in the figures of the accused', async () => {
    const figures = f.get(CaseFiguresRpc);
    const accused = buildHandler(union.unitId);
    expect((await figures.get({ unitId: union.unitId }, accused)).own.arrived).toBe(0);
    expect((await figures.get({ unitId: direct.unitId }, buildHandler(direct.unitId))).own.arrived).toBeGreaterThan(0);
  });

  it('is never told of in an event that names the accused unit', async () => {
    const { caseId } = await at.submit(worker, { kind: 'complaint', aboutOwnUnion: true });
    await at.ring(caseId);
    const events = await at.events(caseId);
    expect(events).toHaveLength(2);
    expect(JSON.stringify(events)).not.toContain(union.unitId);
  });

  it('is followed by the worker like any other, and answered down to the worker past the accused', async () => {
    const { caseId } = await at.submit(worker, { kind: 'complaint', aboutOwnUnion: true });
    const handler = buildHandler(direct.unitId);
    await at.acknowledge(handler, caseId);
    await at.resolve(handler, caseId);
    const seen = await at.mine(worker, caseId);
    expect(seen.replies[0]?.cameDown.map((p) => p.tier)).toEqual(['DIRECT', 'WORKER']);
    expect(await at.confirm(worker, caseId)).toMatchObject({ state: 'CONFIRMED' });
  });

  it('about the city stays at the city, for nobody is above it', async () => {
    const { caseId } = await at.submit(worker, { kind: 'complaint', aboutUnitId: city.unitId });
    expect(await at.see(buildStaff({ unitId: city.unitId, role: 'auditor' }), caseId)).toMatchObject({
      owner: { unitId: city.unitId },
    });
    await knowsNothing(buildHandler(district.unitId), caseId);
  });

  it('about a unit that is not one’s own or above is refused', async () => {
    const request = { kind: 'complaint' as const, aboutUnitId: district.children[1]?.unitId ?? '' };
    await expect(at.submit(worker, request)).rejects.toMatchObject({ code: 'CASE_ABOUT_WRONG_UNIT' });
  });
});
