import type { Actor, DeskCase } from '@guantong/contracts';
import { buildHandler, buildWorker } from '../testing/build-actors.js';
import { firstBranch, type TestUnit } from '../testing/build-tree.js';
import { type CaseDesk, caseDesk } from '../testing/case-desk.js';
import { type FeedbackFixture, feedbackFixture } from '../testing/feedback-fixture.js';

describe('an answer', () => {
  let f: FeedbackFixture;
  let at: CaseDesk;
  let branch: TestUnit[];
  let worker: Actor;
  const handlerOf = (i: number): Actor => buildHandler(branch[i]?.unitId ?? '');

  beforeAll(async () => {
    f = await feedbackFixture();
    at = caseDesk(f);
    branch = firstBranch(f.city);
    worker = buildWorker(branch[3]?.unitId ?? '');
  });
  afterAll(() => f.stop());

  it('of the city comes down the recorded chain, tier by tier, to the worker', async () => {
    const { caseId } = await at.submit(worker);
    await at.ring(caseId);
    await at.ring(caseId);
    await at.ring(caseId);
    await at.acknowledge(handlerOf(0), caseId);
    await at.reply(handlerOf(0), caseId, '市里已经协调');
    const seen = await at.mine(worker, caseId);
    const down = seen.replies[0]?.cameDown ?? [];
    expect(down.map((p) => [p.tier, p.unitId, p.passedBy])).toEqual([
      ['CITY', branch[0]?.unitId, 'AUTHOR'],
      ['DISTRICT', branch[1]?.unitId, 'AUTO'],
      ['DIRECT', branch[2]?.unitId, 'AUTO'],
      ['GRASSROOTS', branch[3]?.unitId, 'AUTO'],
      ['WORKER', null, 'AUTO'],
    ]);
    for (const p of down) expect(Date.parse(p.at)).toBeGreaterThan(0);
    const views = await Promise.all([0, 1, 2, 3].map((i) => at.see(handlerOf(i), caseId)));
    for (const view of views)
      expect(view.replies[0]).toMatchObject({
        text: '市里已经协调',
        cameDown: expect.arrayContaining([expect.objectContaining({ tier: 'WORKER' })]),
      });
  });

  it('comes down that chain even when the tree has changed since', async () => {
    const { caseId } = await at.submit(worker);
    await at.ring(caseId);
    await at.ring(caseId);
    const [city, , , union] = branch;
    await f.database.query(`update unit_mirror set path = $2::uuid[], parent_id = $3 where unit_id = $1`, [
      union?.unitId,
      [city?.unitId, union?.unitId],
      city?.unitId,
    ]);
    await at.acknowledge(handlerOf(1), caseId);
    const { replies }: DeskCase = await at.reply(handlerOf(1), caseId);
    expect(replies[0]?.cameDown.map((p) => p.tier)).toEqual(['DISTRICT', 'DIRECT', 'GRASSROOTS', 'WORKER']);
    await f.database.query(`update unit_mirror set path = $2::uuid[], parent_id = $3 where unit_id = $1`, [
      union?.unitId,
      union?.path,
      union?.path.at(-2),
    ]);
  });

  it('names no person to the worker, and counts each unit once however often the case was there', async () => {
    const { caseId } = await at.submit(worker);
    await at.raise(handlerOf(3), caseId);
    await at.return(handlerOf(2), caseId);
    await at.raise(handlerOf(3), caseId);
    const author = handlerOf(2);
    await at.acknowledge(author, caseId);
    await at.resolve(author, caseId);
    const seen = await at.mine(worker, caseId);
    expect(seen.replies[0]?.cameDown.map((p) => p.tier)).toEqual(['DIRECT', 'GRASSROOTS', 'WORKER']);
    expect(JSON.stringify(seen)).not.toContain(author.accountId);
  });

  it('before anybody acknowledged is refused; by the officer on duty it is as good as acknowledging', async () => {
    const { caseId } = await at.submit(worker);
    await expect(at.reply(handlerOf(3), caseId)).rejects.toMatchObject({
      code: 'CASE_STATE_FORBIDS',
      params: { state: 'SUBMITTED', stateZh: '待受理' },
    });
    await f.database.query(`update feedback_case set state = 'ASSIGNED' where id = $1`, [caseId]);
    expect(await at.reply(handlerOf(3), caseId)).toMatchObject({
      step: 'RESOLVE',
      chain: [{ acknowledgedAt: expect.any(String) }],
    });
  });
});
