import { type Actor, CASE_ARRIVAL_NAMES, type Succession, UnitSucceeded } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { newId } from '@guantong/platform';
import { reachOf } from '../case/domain/staff-reach.js';
import { CaseLists } from '../case/persistence/case-lists.js';
import { buildHandler, buildStaff, buildWorker } from '../testing/build-actors.js';
import { firstBranch, type TestUnit } from '../testing/build-tree.js';
import { type CaseDesk, caseDesk } from '../testing/case-desk.js';
import { type FeedbackFixture, feedbackFixture } from '../testing/feedback-fixture.js';
import { TakeOverCases } from './application/take-over-cases.js';
import { OnCaseTakenOver } from './messaging/on-case-taken-over.js';
import { OnUnitSucceeded } from './messaging/on-unit-succeeded.js';

describe('the cases of a unit that goes', () => {
  let f: FeedbackFixture;
  let at: CaseDesk;
  let direct: TestUnit;
  let union: TestUnit;
  let successor: TestUnit;
  let worker: Actor;
  let handler: Actor;
  let next: Actor;

  beforeEach(async () => {
    f = await feedbackFixture();
    at = caseDesk(f);
    [, , direct, union] = firstBranch(f.city) as [TestUnit, TestUnit, TestUnit, TestUnit];
    successor = direct.children[1] as TestUnit;
    worker = buildWorker(union.unitId);
    handler = buildHandler(union.unitId);
    next = buildHandler(successor.unitId);
  });
  afterEach(() => f.stop());

  const data = (succession: Succession, from: TestUnit, to: readonly string[]) => ({
    changeId: newId(),
    succession,
    fromUnitId: from.unitId,
    toUnitIds: [...to],
    effectiveAt: new Date().toISOString(),
  });
  const succeed = (succession: Succession, from: TestUnit, ...to: TestUnit[]) =>
    f.database.transaction((tx) =>
      f.get(OnUnitSucceeded).handle(
        {
          specversion: '1.0',
          id: newId(),
          source: 'membership',
          type: UnitSucceeded.subject,
          time: new Date().toISOString(),
          correlationid: newId(),
          data: data(
            succession,
            from,
            to.map((u) => u.unitId),
          ),
        },
        tx,
      ),
    );
  const dissolve = (unit: TestUnit) =>
    f.database.query(`update unit_mirror set status = 'DISSOLVED' where unit_id = $1`, [unit.unitId]);
  const nameOf = async (unit: TestUnit) => {
    const [row] = await f.database.query<{ name: string }>(`select name from unit_mirror where unit_id = $1`, [
      unit.unitId,
    ]);
    return row?.name ?? '';
  };
  const due = async (caseId: string) => {
    const [row] = await f.database.query<{ minutes: number }>(
      `select extract(epoch from due_at - now())::float8 / 60 as minutes from feedback_case where id = $1`,
      [caseId],
    );
    return row?.minutes ?? Number.NaN;
  };

  it('go on at the successor, and the worker and the desk are told why in plain Chinese', async () => {
    const { caseId } = await at.submit(worker);
    await at.acknowledge(handler, caseId);
    await at.assign(handler, caseId, handler.accountId ?? '');
    const before = await due(caseId);
    await dissolve(union);
    await succeed('MERGED', union, successor);
    const text = `因工会合并，由${await nameOf(successor)}接办`;
    const mine = await at.mine(worker, caseId);
    expect(mine).toMatchObject({ state: 'ACCEPTED', step: 'RESOLVE', owner: { unitId: successor.unitId } });
    expect(mine.history.at(-1)).toMatchObject({ what: 'TAKEN_OVER', by: 'SYSTEM', text });
    expect(mine.chain.map((s) => [s.unit.unitId, s.reason])).toEqual([
      [union.unitId, 'SUBMITTED'],
      [successor.unitId, 'MERGED'],
    ]);
    expect(CASE_ARRIVAL_NAMES.MERGED.zh).toBe('因工会合并接办');
    expect(Math.abs((await due(caseId)) - before)).toBeLessThan(5); // days were left: the clock goes on
    const seen = await at.see(next, caseId);
    expect(seen).toMatchObject({ assigneeAccountId: null, history: expect.any(Array) });
    expect(seen.history.at(-1)).toMatchObject({ what: 'TAKEN_OVER', text });
    expect(await at.resolve(next, caseId)).toMatchObject({ state: 'RESOLVED' });
    expect((await at.events(caseId)).map((e) => e.type.split('.')[3])).toContain('taken-over');
  });

  it('give the successor half of its own limit at the least, and nothing more than was left otherwise', async () => {
    const [late, early] = [await at.submit(worker), await at.submit(worker)];
    await f.database.query(`update feedback_case set due_at = now() + interval '1 minute' where id = $1`, [
      late.caseId,
    ]);
    await f.database.query(`update feedback_case set due_at = now() + interval '20 hours' where id = $1`, [
      early.caseId,
    ]);
    await succeed('MERGED', union, successor);
    expect(Math.round(await due(late.caseId))).toBe(12 * 60); // a day to acknowledge
    expect(Math.round(await due(early.caseId))).toBe(20 * 60);
    expect(await at.mine(worker, late.caseId)).toMatchObject({ state: 'SUBMITTED', step: 'ACKNOWLEDGE' });
    await at.ring(late.caseId);
    expect(await at.mine(worker, late.caseId)).toMatchObject({ owner: { unitId: direct.unitId } });
  });

  it('go to the unit above when it is dissolved, and a hazard nobody had taken up to the officer on duty there', async () => {
    const { caseId } = await at.submit(worker, { kind: 'hazard' });
    await succeed('DISSOLVED', union, direct);
    expect(await at.mine(worker, caseId)).toMatchObject({ owner: { unitId: direct.unitId }, state: 'SUBMITTED' });
    const officer = buildStaff({ unitId: direct.unitId, role: 'safety_officer' });
    f.membership.onDuty = { accountId: officer.accountId ?? '', unitId: direct.unitId };
    const event = (await at.events(caseId)).find((e) => e.type.includes('taken-over'));
    await f.database.transaction((tx) => f.get(OnCaseTakenOver).handle(event as never, tx));
    expect(await at.see(officer, caseId)).toMatchObject({ state: 'ASSIGNED', assigneeAccountId: officer.accountId });
  });

  it('stay where they are when the unit is split, for it still exists', async () => {
    const { caseId, version } = await at.submit(worker);
    await succeed('SPLIT', union, successor);
    expect(await at.mine(worker, caseId)).toMatchObject({ owner: { unitId: union.unitId }, version });
  });

  it('that are settled or closed stay with it, can be read by the successor, and go there when they are reopened', async () => {
    const settled = await at.submit(worker);
    await at.acknowledge(handler, settled.caseId);
    await at.resolve(handler, settled.caseId);
    const raised = await at.submit(worker);
    await at.raise(handler, raised.caseId);
    await expect(at.see(next, raised.caseId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await dissolve(union);
    await succeed('MERGED', union, successor);
    expect(await at.mine(worker, settled.caseId)).toMatchObject({ state: 'RESOLVED', owner: { unitId: union.unitId } });
    for (const reader of [next, handler, buildHandler(direct.unitId)]) {
      expect(await at.see(reader, raised.caseId)).toMatchObject({ owner: { unitId: direct.unitId } });
      expect((await at.desk.list({}, reader)).items.map((c) => c.caseId)).toContain(settled.caseId);
    }
    const stranger = buildHandler(f.city.children[1]?.children[0]?.children[0]?.unitId ?? '');
    await expect(at.see(stranger, raised.caseId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await at.reopen(worker, settled.caseId)).toMatchObject({
      state: 'REOPENED',
      owner: { unitId: successor.unitId },
    });
  });

  it('that stay with it are in the lists and the counts of another district that it went into', async () => {
    const district = f.city.children[1] as TestUnit;
    const heir = district.children[0]?.children[0] as TestUnit;
    const { caseId } = await at.submit(worker);
    await at.acknowledge(handler, caseId);
    await at.resolve(handler, caseId);
    const reach = reachOf(buildHandler(district.unitId));
    const seen = async () => {
      const { items } = await f.get(CaseLists).forStaff(reach, {}, null, 100);
      const { byState } = await f.get(CaseLists).countForStaff(reach, {});
      return { ids: items.map((item) => item.caseId), count: Object.values(byState).reduce((a, b) => a + b, 0) };
    };
    expect(await seen()).toEqual({ ids: [], count: 0 });
    await succeed('MERGED', union, heir);
    expect(await seen()).toEqual({ ids: [caseId], count: 1 });
  });

  it('are kept from the successor when they are complaints about the unit that went into it', async () => {
    const complaint = await at.submit(worker, { kind: 'complaint', aboutOwnUnion: true });
    expect(complaint.owner.unitId).toBe(direct.unitId);
    await dissolve(union);
    await succeed('MERGED', union, successor);
    const both = buildStaff(
      { unitId: successor.unitId, role: 'case_handler' }, // where the accused are now
      { unitId: direct.unitId, role: 'case_handler' },
    );
    await expect(at.see(both, complaint.caseId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await at.see(buildHandler(direct.unitId), complaint.caseId)).toMatchObject({ state: 'SUBMITTED' });
  });

  it('come to the same however often and in whatever order it is told, along a row of mergers', async () => {
    const last = f.city.children[0]?.children[1]?.children[0] as TestUnit;
    const { caseId } = await at.submit(worker);
    await succeed('MERGED', successor, last);
    await succeed('MERGED', union, successor);
    await succeed('MERGED', union, successor);
    expect(await at.mine(worker, caseId)).toMatchObject({ owner: { unitId: last.unitId }, version: 2 });
    const stuck = await at.submit(worker); // the tree's own message is still under way
    expect(stuck.owner.unitId).toBe(union.unitId);
    expect(await f.get(TakeOverCases).runLate()).toBe(1);
    expect(await f.get(TakeOverCases).runLate()).toBe(0);
    expect(await at.mine(worker, stuck.caseId)).toMatchObject({ owner: { unitId: last.unitId } });
    await f.database.query(`delete from unit_succession`);
    await expect(
      f.database.transaction((tx) => f.get(TakeOverCases).run(tx, data('MERGED', union, [newId()]))),
    ).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });

  it('by the thousand are taken over in a handful of statements', async () => {
    await f.database.query(
      `with c as (
         insert into feedback_case (id, number, kind, state, version, submitted_by, worker_id, text, origin_unit_id,
           owner_unit_id, chain_seq, step, due_at, submitted_on, submitted_at)
         select uuidv7(), 'n' || i, 'daily_work', 'SUBMITTED', 1, 'WORKER', uuidv7(), 'x', $1, $1, 1, 'ACKNOWLEDGE',
                now() + interval '1 hour', current_date, now() from generate_series(1, 2300) i returning id)
       insert into case_chain (case_id, seq, unit_id, tier, reason, arrived_at, arrived_on)
       select id, 1, $1, 'GRASSROOTS', 'SUBMITTED', now(), current_date from c`,
      [union.unitId],
    );
    let statements = 0;
    await f.database.transaction((tx) => {
      const counting: Tx = {
        em: tx.em,
        afterCommit: (work) => tx.afterCommit(work),
        query: (text, values) => {
          statements++;
          return tx.query(text, values);
        },
      };
      return f.get(TakeOverCases).run(counting, data('MERGED', union, [successor.unitId]));
    });
    expect(statements).toBeLessThan(15);
    const rows = await f.database.query(
      `select owner_unit_id as owner, count(*)::int as n, count(e.seq)::int as said from feedback_case c
         left join case_event e on e.case_id = c.id and e.what = 'TAKEN_OVER' group by 1`,
    );
    expect(rows).toEqual([{ owner: successor.unitId, n: 2300, said: 2300 }]);
  });

  it('of a unit that moves go out of its old superiors’ sight, and their recorded chain stays', async () => {
    const other = f.city.children[1] as TestUnit;
    const { caseId } = await at.submit(worker);
    await at.raise(handler, caseId);
    const before = (await at.mine(worker, caseId)).chain;
    const parent = other.children[0] as TestUnit;
    await f.database.query(`update unit_mirror set path = $2::uuid[], parent_id = $3 where unit_id = $1`, [
      union.unitId,
      [...parent.path, union.unitId],
      parent.unitId,
    ]);
    const fresh = await at.submit(worker);
    await expect(at.see(buildHandler(direct.unitId), fresh.caseId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await at.see(buildHandler(parent.unitId), fresh.caseId)).toMatchObject({ owner: { unitId: union.unitId } });
    expect((await at.mine(worker, caseId)).chain).toEqual(before);
    // the old superior has it: still theirs to answer, down the chain it came
    const answered = await at.acknowledge(buildHandler(direct.unitId), caseId);
    expect(answered.owner.unitId).toBe(direct.unitId);
  });
});
