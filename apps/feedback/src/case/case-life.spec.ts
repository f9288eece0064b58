import type { Actor } from '@guantong/contracts';
import { AttachmentRpc } from '../attachment/rpc/attachment.rpc.js';
import { buildPhoto } from '../testing/build-photo.js';
import { eventually } from '@guantong/testing';
import { RaiseCaseUseCase } from './application/raise-case.js';
import { buildHandler, buildWorker } from '../testing/build-actors.js';
import { firstBranch, type TestUnit } from '../testing/build-tree.js';
import { type CaseDesk, caseDesk } from '../testing/case-desk.js';
import { type FeedbackFixture, feedbackFixture } from '../testing/feedback-fixture.js';

describe('the life of a case', () => {
  let f: FeedbackFixture;
  let at: CaseDesk;
  let city: TestUnit;
  let district: TestUnit;
  let direct: TestUnit;
  let union: TestUnit;
  let worker: Actor;
  let cadre: Actor;

  beforeAll(async () => {
    f = await feedbackFixture();
    at = caseDesk(f);
    [city, district, direct, union] = firstBranch(f.city) as [TestUnit, TestUnit, TestUnit, TestUnit];
    worker = buildWorker(union.unitId);
    cadre = buildHandler(union.unitId);
  });
  afterAll(() => f.stop());

  it('goes from submission to confirmation, and the worker sees each step', async () => {
    const { caseId, number, state } = await at.submit(worker);
    expect({ number, state }).toMatchObject({
      number: expect.stringMatching(/^\d\d-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/),
      state: 'SUBMITTED',
    });
    expect(await at.acknowledge(cadre, caseId)).toMatchObject({ state: 'ACCEPTED', step: 'RESOLVE', version: 2 });
    expect(await at.assign(cadre, caseId, cadre.accountId ?? '')).toMatchObject({
      state: 'ASSIGNED',
      assigneeAccountId: cadre.accountId,
    });
    expect(await at.reply(cadre, caseId)).toMatchObject({ state: 'ASSIGNED' });
    expect(await at.resolve(cadre, caseId)).toMatchObject({ state: 'RESOLVED', step: 'CONFIRM', actions: [] });
    expect(await at.confirm(worker, caseId, 4)).toMatchObject({
      state: 'CONFIRMED',
      satisfaction: 4,
      step: null,
      dueAt: null,
      actions: [],
    });

    const seen = await at.mine(worker, caseId);
    expect(seen.history.map((h) => h.what)).toEqual([
      'SUBMITTED',
      'ACKNOWLEDGED',
      'ASSIGNED',
      'REPLIED',
      'RESOLVED',
      'CONFIRMED',
    ]);
    expect(seen.replies.map((r) => [r.text, r.final])).toEqual([
      ['正在办理', false],
      ['已经办好', true],
    ]);
    expect((await at.events(caseId)).map((e) => e.type)).toEqual(
      ['submitted', 'acknowledged', 'assigned', 'replied', 'resolved', 'confirmed'].map(
        (what) => `evt.feedback.case.${what}.v1`,
      ),
    );
  });

  it('is answered on submission with exactly what is read of it afterwards', async () => {
    const { attachmentId } = await f.get(AttachmentRpc).store(buildPhoto(), worker);
    for (const request of [
      { attachmentIds: [attachmentId], text: '𠮷'.repeat(130) },
      { kind: 'complaint' as const, aboutOwnUnion: true },
    ]) {
      const answered = await at.submit(worker, request);
      expect(answered).toEqual(await at.mine(worker, answered.caseId));
    }
  });

  it('keeps an entry of the history for every version', async () => {
    const { caseId } = await at.submit(worker);
    await at.acknowledge(cadre, caseId);
    await at.message(worker, caseId);
    await at.raise(cadre, caseId);
    const { version, history } = await at.see(buildHandler(direct.unitId), caseId);
    expect(history.map((h) => h.seq)).toEqual(Array.from({ length: version }, (_, i) => i + 1));
  });

  it('goes back to the unit that settled it when the worker says no, with a new clock', async () => {
    const { caseId } = await at.submit(worker);
    await at.acknowledge(cadre, caseId);
    await at.raise(cadre, caseId);
    const above = buildHandler(direct.unitId);
    await at.acknowledge(above, caseId);
    const settled = await at.resolve(above, caseId);
    const reopened = await at.reopen(worker, caseId);
    expect(reopened).toMatchObject({ state: 'REOPENED', step: 'RESOLVE', owner: { unitId: direct.unitId } });
    expect(reopened.dueAt).not.toBe(settled.dueAt);
    expect(await at.see(above, caseId)).toMatchObject({ reopenCount: 1 });
    expect(reopened.history.at(-1)).toMatchObject({ what: 'REOPENED', by: 'WORKER', text: '还没有解决' });
    expect(await at.resolve(above, caseId)).toMatchObject({ state: 'RESOLVED' });
    expect(await at.confirm(worker, caseId, 3)).toMatchObject({ state: 'CONFIRMED', satisfaction: 3 });
  });

  it('is passed up by hand and returned down the recorded chain', async () => {
    const { caseId } = await at.submit(worker);
    const [above, top] = [buildHandler(direct.unitId), buildHandler(district.unitId)];
    expect(await at.raise(cadre, caseId)).toMatchObject({
      state: 'SUBMITTED',
      owner: { unitId: direct.unitId },
      actions: [],
    });
    await at.raise(above, caseId);
    expect(await at.return(top, caseId)).toMatchObject({
      owner: { unitId: direct.unitId },
      state: 'SUBMITTED',
      step: 'ACKNOWLEDGE',
    });
    expect(await at.return(above, caseId)).toMatchObject({ owner: { unitId: union.unitId } });
    await expect(at.return(cadre, caseId)).rejects.toMatchObject({ code: 'CASE_NOTHING_BELOW' });
    const { chain } = await at.see(cadre, caseId);
    expect(chain.map((s) => s.reason)).toEqual(['SUBMITTED', 'RAISED', 'RAISED', 'RETURNED', 'RETURNED']);
    expect(chain.map((s) => s.leftAt === null)).toEqual([false, false, false, false, true]);
  });

  it('cannot be passed up from the city', async () => {
    const { caseId } = await at.submit(worker);
    for (const unit of [union, direct, district]) await at.raise(buildHandler(unit.unitId), caseId);
    await expect(at.raise(buildHandler(city.unitId), caseId)).rejects.toMatchObject({ code: 'CASE_AT_TOP' });
  });

  it('refuses a decision made on an older version, and changes nothing', async () => {
    const { caseId } = await at.submit(worker);
    await at.message(worker, caseId);
    await expect(at.acknowledge(cadre, caseId, 1)).rejects.toMatchObject({ code: 'CASE_CHANGED' });
    expect(await at.see(cadre, caseId)).toMatchObject({ state: 'SUBMITTED', version: 2 });
    expect(await at.acknowledge(cadre, caseId, 2)).toMatchObject({ state: 'ACCEPTED' });
  });

  it('lets one of two who decide at once win when both say the version', async () => {
    const { caseId } = await at.submit(worker);
    const both = await Promise.allSettled([
      at.acknowledge(cadre, caseId, 1),
      at.acknowledge(buildHandler(union.unitId), caseId, 1),
    ]);
    expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await at.see(cadre, caseId)).history).toHaveLength(2);
  });

  it('judges a decision that had to wait for another by where the case is then', async () => {
    const { caseId } = await at.submit(worker);
    const above = buildHandler(direct.unitId);
    let decided: Promise<PromiseSettledResult<unknown>[]> | undefined;
    await f.database.transaction(async (tx) => {
      await f.get(RaiseCaseUseCase).run(tx, cadre, { caseId, reason: '上报' });
      decided = Promise.allSettled([at.acknowledge(above, caseId), at.acknowledge(cadre, caseId)]);
      await eventually(async () => {
        const waiting = await f.database.query(
          `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        expect(waiting).toHaveLength(2);
      });
    });
    expect(await decided).toMatchObject([
      { status: 'fulfilled', value: { state: 'ACCEPTED', owner: { unitId: direct.unitId } } },
      { status: 'rejected', reason: { code: 'CASE_ELSEWHERE', params: { unit: expect.stringMatching(/^DIRECT/) } } },
    ]);
  });

  it('can be urged once a day, and taken back', async () => {
    const { caseId } = await at.submit(worker);
    expect(await at.urge(worker, caseId)).toMatchObject({ actions: expect.not.arrayContaining(['urge']) });
    await expect(at.urge(worker, caseId)).rejects.toMatchObject({ code: 'CASE_URGED_TODAY' });
    expect(await at.withdraw(worker, caseId)).toMatchObject({
      state: 'WITHDRAWN',
      step: null,
      dueAt: null,
      actions: [],
    });
  });

  it('keeps notes among union staff from the worker', async () => {
    const { caseId } = await at.submit(worker);
    await at.raise(cadre, caseId);
    const mine = await at.mine(worker, caseId);
    expect(JSON.stringify(mine)).not.toContain('需要上级协调');
    expect(JSON.stringify(mine)).not.toContain(cadre.accountId);
    expect(JSON.stringify(await at.see(cadre, caseId))).toContain('需要上级协调');
  });
});
