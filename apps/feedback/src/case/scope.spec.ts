import { type Actor, ANONYMOUS, type Role, ROLES, SYSTEM } from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { buildHandler, buildStaff, buildWorker } from '../testing/build-actors.js';
import { firstBranch, type TestUnit } from '../testing/build-tree.js';
import { type CaseDesk, caseDesk } from '../testing/case-desk.js';
import { type FeedbackFixture, feedbackFixture } from '../testing/feedback-fixture.js';

describe('who may see and handle a case', () => {
  let f: FeedbackFixture;
  let at: CaseDesk;
  let city: TestUnit;
  let district: TestUnit;
  let direct: TestUnit;
  let union: TestUnit;
  let worker: Actor;
  let caseId: string;
  let number: string;

  beforeAll(async () => {
    f = await feedbackFixture();
    at = caseDesk(f);
    [city, district, direct, union] = firstBranch(f.city) as [TestUnit, TestUnit, TestUnit, TestUnit];
    worker = buildWorker(union.unitId);
    ({ caseId, number } = await at.submit(worker));
    // others, so that lists and counts have something to leave out
    for (const leaf of [
      direct.children[1],
      district.children[1]?.children[0],
      f.city.children[1]?.children[0]?.children[0],
    ]) {
      await at.submit(buildWorker(leaf?.unitId ?? ''));
    }
  });
  afterAll(() => f.stop());

  const seenBy = async (actor: Actor) => ({
    list: (await at.desk.list({}, actor)).items.map((c) => c.caseId),
    counted: Object.values((await at.desk.count({}, actor)).byState).reduce((a, b) => a + b, 0),
  });
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (e: { code: string }) => e.code,
    );
  /** A sibling union, a neighbouring direct union, another district. */
  const strangers = (): TestUnit[] => [direct.children[1], district.children[1], city.children[1]] as TestUnit[];

  it('the unit that has it, and those above as far as their roles reach', async () => {
    const reach = (role: Role, unit: TestUnit) =>
      at.see(buildStaff({ unitId: unit.unitId, role }), caseId).then(
        () => true,
        () => false,
      );
    expect(await reach('case_handler', union)).toBe(true);
    expect(await reach('safety_officer', union)).toBe(true);
    expect(await reach('cadre', union)).toBe(true);
    expect(await reach('case_handler', district)).toBe(true);
    expect(await reach('auditor', city)).toBe(true);
    expect(await reach('cadre', direct)).toBe(false); // case.read at its own unit only
    expect(await reach('safety_officer', direct)).toBe(false);
  });

  it.each(ROLES)(
    'a %s of a unit that has nothing to do with it cannot tell it from one that does not exist',
    async (role) => {
      for (const stranger of strangers()) {
        const actor = buildStaff({ unitId: stranger.unitId, role });
        const [foreign, missing] = [await refusal(at.see(actor, caseId)), await refusal(at.see(actor, newId()))];
        expect(foreign).toBe(missing);
        expect(['NOT_FOUND', 'FORBIDDEN']).toContain(foreign);
        if (foreign === 'FORBIDDEN') continue;
        expect((await seenBy(actor)).list).not.toContain(caseId);
        expect((await at.desk.list({ number }, actor)).items).toEqual([]);
        for (const step of [at.acknowledge, at.raise, at.return, at.reply, at.resolve]) {
          expect(await refusal(step(actor, caseId))).toBe('NOT_FOUND');
        }
        expect(await refusal(at.assign(actor, caseId, actor.accountId ?? ''))).toBe('NOT_FOUND');
      }
    },
  );

  it('lists and counts end where the scope ends', async () => {
    expect((await seenBy(buildHandler(union.unitId))).list).toEqual([caseId]);
    for (const [unit, expected] of [
      [union, 1],
      [direct, 2],
      [district, 3],
      [city, 4],
    ] as const) {
      const { list, counted } = await seenBy(buildHandler(unit.unitId));
      expect([list.length, counted]).toEqual([expected, expected]);
    }
  });

  it('the city sees the same through either way of finding cases', async () => {
    // many small scopes take the way by unit, one wide scope walks the index: both must agree
    const small = buildStaff(
      ...city.children.flatMap((d) => d.children).map((u) => ({ unitId: u.unitId, role: 'auditor' as const })),
    );
    expect((await seenBy(small)).list).toEqual((await seenBy(buildHandler(city.unitId))).list);
  });

  it('pages through everything once, anonymous cases too', async () => {
    for (let i = 0; i < 7; i++)
      await at.intake.anonymously({ kind: 'suggestion', text: `建议${i}`, unitId: union.unitId });
    const handler = buildHandler(union.unitId);
    const seen: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await at.desk.list({ limit: 3, ...(cursor && { cursor }) }, handler);
      seen.push(...page.items.map((c) => c.caseId));
      if (!page.next) break;
      cursor = page.next;
    }
    expect(seen).toHaveLength(8);
    expect(new Set(seen).size).toBe(8);
    await expect(at.desk.list({ cursor: 'nonsense' }, handler)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('whoever may only read cannot handle', async () => {
    for (const role of ['auditor', 'administrator', 'cadre'] as const) {
      expect(await refusal(at.acknowledge(buildStaff({ unitId: union.unitId, role }), caseId))).toBe('CASE_ELSEWHERE');
    }
    expect(await refusal(at.acknowledge(buildHandler(direct.unitId), caseId))).toBe('CASE_ELSEWHERE');
  });

  it('workers see their own cases and no others', async () => {
    const colleague = buildWorker(union.unitId);
    expect(await refusal(at.mine(colleague, caseId))).toBe('NOT_FOUND');
    expect((await at.worker.list({}, colleague)).items).toEqual([]);
    for (const step of [at.confirm, at.reopen, at.withdraw, at.message, at.urge])
      expect(await refusal(step(colleague, caseId))).toBe('NOT_FOUND');
    expect((await at.worker.list({}, worker)).items.map((c) => c.caseId)).toEqual([caseId]);
  });

  it('the desk is closed to workers and to nobody, the worker’s side to staff', async () => {
    for (const actor of [worker, ANONYMOUS, SYSTEM]) expect(await refusal(at.see(actor, caseId))).toBe('FORBIDDEN');
    for (const actor of [buildHandler(union.unitId), ANONYMOUS])
      expect(await refusal(at.mine(actor, caseId))).toBe('FORBIDDEN');
  });

  it('an assignment alone opens nothing: the account must be able to handle cases there', async () => {
    const { caseId: assigned } = await at.submit(worker);
    const cadre = buildHandler(union.unitId);
    await at.acknowledge(cadre, assigned);
    const outsider = buildHandler((city.children[1] as TestUnit).unitId);
    await at.assign(cadre, assigned, outsider.accountId ?? '');
    expect(await refusal(at.see(outsider, assigned))).toBe('NOT_FOUND');
    expect((await at.desk.list({ assignee: 'me' }, outsider)).items).toEqual([]);
    const insider = buildHandler(union.unitId);
    await at.assign(cadre, assigned, insider.accountId ?? '');
    expect((await at.desk.list({ assignee: 'me' }, insider)).items.map((c) => c.caseId)).toEqual([assigned]);
    expect((await at.desk.count({}, insider)).mine).toBe(1);
  });

  it('a unit that is moved elsewhere takes its cases out of sight of its old superiors at once', async () => {
    const other = city.children[1] as TestUnit;
    const moved = f.city.children[0]?.children[1]?.children[1] as TestUnit;
    const { caseId: theirs } = await at.submit(buildWorker(moved.unitId));
    expect(await refusal(at.see(buildHandler(district.unitId), theirs))).toBe('done');
    await f.database.query(`update unit_mirror set path = $2::uuid[], parent_id = $3 where unit_id = $1`, [
      moved.unitId,
      [city.unitId, other.unitId, other.children[0]?.unitId, moved.unitId],
      other.children[0]?.unitId,
    ]);
    expect(await refusal(at.see(buildHandler(district.unitId), theirs))).toBe('NOT_FOUND');
    expect(await refusal(at.see(buildHandler(other.unitId), theirs))).toBe('done');
  });

  it('filters by state, kind, unit, number and being overdue', async () => {
    const handler = buildHandler(district.unitId);
    const { caseId: late, number: lateNumber } = await at.submit(worker, { kind: 'wages' });
    await f.database.query(`update feedback_case set due_at = now() - interval '1 minute' where id = $1`, [late]);
    const ids = async (filter: object) => (await at.desk.list(filter, handler)).items.map((c) => c.caseId);
    expect(await ids({ kind: 'wages' })).toEqual([late]);
    expect(await ids({ overdue: true })).toEqual([late]);
    expect(await ids({ overdue: false })).not.toContain(late);
    expect(await ids({ number: ` ${lateNumber.toLowerCase()} ` })).toEqual([late]);
    expect(await ids({ state: 'ACCEPTED' })).toEqual([]);
    expect(await ids({ unitId: union.unitId })).toContain(late);
    expect(await ids({ unitId: direct.unitId })).toEqual([]);
    expect((await at.desk.count({ kind: 'wages' }, handler)).overdue).toBe(1);
  });
});
