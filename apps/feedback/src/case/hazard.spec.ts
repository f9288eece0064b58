import {
  type Actor,
  type CaseChange,
  type CaseEscalatedV1,
  type CaseSubmittedV1,
  type Envelope,
} from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { buildHandler, buildStaff, buildWorker } from '../testing/build-actors.js';
import { firstBranch, type TestUnit } from '../testing/build-tree.js';
import { type CaseDesk, caseDesk } from '../testing/case-desk.js';
import { type FeedbackFixture, feedbackFixture } from '../testing/feedback-fixture.js';
import { OnCaseEscalated } from './messaging/on-case-escalated.js';
import { OnCaseSubmitted } from './messaging/on-case-submitted.js';

describe('a hazard', () => {
  let f: FeedbackFixture;
  let at: CaseDesk;
  let district: TestUnit;
  let direct: TestUnit;
  let union: TestUnit;
  let worker: Actor;
  let officer: Actor;

  beforeAll(async () => {
    f = await feedbackFixture();
    at = caseDesk(f);
    [, district, direct, union] = firstBranch(f.city) as [TestUnit, TestUnit, TestUnit, TestUnit];
    worker = buildWorker(union.unitId);
    officer = buildStaff({ unitId: union.unitId, role: 'safety_officer' });
  });
  afterAll(() => f.stop());
  beforeEach(() => {
    f.membership.away = false;
    f.membership.onDuty = { accountId: officer.accountId ?? '', unitId: union.unitId };
  });

  /** Hands the events of a case to the handlers, as the broker would. */
  const deliver = async (caseId: string, type: 'submitted' | 'escalated') => {
    const event = (await at.events(caseId)).findLast((e) => e.type.includes(`.${type}.`));
    const handler = type === 'submitted' ? f.get(OnCaseSubmitted) : f.get(OnCaseEscalated);
    await f.database.transaction((tx) => handler.handle(event as unknown as Envelope<CaseEscalatedV1>, tx));
  };
  const report = () => at.submit(worker, { kind: 'hazard', text: '脚手架松动' });

  it('is with the officer on duty at once, while its clock for being acknowledged goes on', async () => {
    const { caseId, dueAt } = await report();
    await deliver(caseId, 'submitted');
    const [mine] = (await at.desk.list({ assignee: 'me' }, officer)).items;
    expect(mine).toMatchObject({ caseId, state: 'ASSIGNED', step: 'ACKNOWLEDGE', dueAt });
    expect((await at.events(caseId)).at(-1)).toMatchObject({
      type: 'evt.feedback.case.assigned.v1',
      data: { state: 'ASSIGNED' },
    });
    expect(await at.acknowledge(officer, caseId)).toMatchObject({ state: 'ASSIGNED', step: 'RESOLVE' });
    expect(await at.resolve(officer, caseId)).toMatchObject({ state: 'RESOLVED' });
  });

  it('climbs when the officer does not react, to whoever is on duty above', async () => {
    const { caseId } = await report();
    await deliver(caseId, 'submitted');
    const above = buildStaff({ unitId: direct.unitId, role: 'safety_officer' });
    f.membership.onDuty = { accountId: above.accountId ?? '', unitId: direct.unitId };
    await at.ring(caseId);
    await deliver(caseId, 'escalated');
    expect(await at.see(above, caseId)).toMatchObject({
      owner: { unitId: direct.unitId },
      state: 'ASSIGNED',
      assigneeAccountId: above.accountId,
    });
  });

  it('can be handled by an officer on duty further up, when the unit itself has nobody', async () => {
    const { caseId } = await report();
    const far = buildStaff({ unitId: district.unitId, role: 'safety_officer' });
    f.membership.onDuty = { accountId: far.accountId ?? '', unitId: district.unitId };
    await deliver(caseId, 'submitted');
    expect((await at.desk.list({ assignee: 'me' }, far)).items.map((c) => c.caseId)).toEqual([caseId]);
    expect(await at.acknowledge(far, caseId)).toMatchObject({
      owner: { unitId: union.unitId },
      assigneeUnit: { unitId: district.unitId },
    });
    await expect(
      at.see({ ...far, appointments: [{ unitId: district.unitId, role: 'publisher' }] }, caseId),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is assigned once, however often and late the message comes', async () => {
    const { caseId } = await report();
    await deliver(caseId, 'submitted');
    await deliver(caseId, 'submitted');
    expect((await at.see(officer, caseId)).history.map((h) => h.what)).toEqual(['SUBMITTED', 'ASSIGNED']);
    await at.ring(caseId);
    await deliver(caseId, 'submitted'); // it has moved on: this officer is not asked any more
    expect(await at.see(buildHandler(direct.unitId), caseId)).toMatchObject({
      state: 'SUBMITTED',
      assigneeAccountId: null,
    });
  });

  it('is not lost while membership is away: the message fails, to come again', async () => {
    const { caseId } = await report();
    f.membership.away = true;
    await expect(deliver(caseId, 'submitted')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    f.membership.away = false;
    await deliver(caseId, 'submitted');
    expect(await at.see(officer, caseId)).toMatchObject({ state: 'ASSIGNED' });
  });

  it('waits for the unit, on its clock, when nobody at all is on duty', async () => {
    const { caseId } = await report();
    f.membership.onDuty = null;
    await deliver(caseId, 'submitted');
    expect(await at.see(officer, caseId)).toMatchObject({ state: 'SUBMITTED', dueAt: expect.any(String) });
  });

  it('alone goes to the officer: other cases wait for the unit', async () => {
    const { caseId } = await at.submit(worker, { kind: 'daily_life' });
    await deliver(caseId, 'submitted');
    expect(await at.see(officer, caseId)).toMatchObject({ state: 'SUBMITTED' });
  });

  it('of a case that is not there (any more) changes nothing', async () => {
    const ghost: CaseChange = {
      caseId: newId(),
      kind: 'hazard',
      unitId: union.unitId,
      unitIds: [union.unitId],
      chainSeq: 1,
      state: 'SUBMITTED',
      version: 1,
    };
    const event = { data: ghost } as Envelope<CaseSubmittedV1>;
    const before = await f.database.query(`select 1 from case_event`);
    await f.database.transaction((tx) => f.get(OnCaseSubmitted).handle(event, tx));
    expect(await f.database.query(`select 1 from case_event`)).toHaveLength(before.length);
  });
});
