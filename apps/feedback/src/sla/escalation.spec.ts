import type { Actor } from '@guantong/contracts';
import { Outbox } from '@guantong/messaging';
import { jest } from '@jest/globals';
import { buildHandler, buildStaff, buildWorker } from '../testing/build-actors.js';
import { firstBranch, type TestUnit } from '../testing/build-tree.js';
import { type CaseDesk, caseDesk } from '../testing/case-desk.js';
import { type FeedbackFixture, feedbackFixture } from '../testing/feedback-fixture.js';
import { RingDueClocks } from './application/ring-due-clocks.js';
import { DueCasesRepository } from './persistence/due-cases-repository.js';
import { SlaRpc } from './rpc/sla.rpc.js';

describe('an unanswered case', () => {
  let f: FeedbackFixture;
  let at: CaseDesk;
  let branch: TestUnit[];
  let worker: Actor;
  const unit = (i: number): TestUnit => branch[i] as TestUnit;

  beforeAll(async () => {
    f = await feedbackFixture();
    at = caseDesk(f);
    branch = firstBranch(f.city);
    worker = buildWorker(unit(3).unitId);
  });
  afterAll(() => f.stop());

  /** Hours from now until the clock rings, to a tenth. */
  const hoursLeft = async (caseId: string): Promise<number> => {
    const [row] = await f.database.query<{ h: string }>(
      `select round(extract(epoch from due_at - now()) / 3600, 1) as h from feedback_case where id = $1`,
      [caseId],
    );
    return Number(row?.h);
  };

  it('climbs through all four tiers, at each on that unit’s own clock, and stays at the city', async () => {
    const sla = f.get(SlaRpc);
    for (const [i, acknowledge] of [
      [0, 'PT2H'],
      [1, 'PT3H'],
      [2, 'PT4H'],
      [3, 'PT5H'],
    ] as const) {
      const admin = buildStaff({ unitId: unit(i).unitId, role: 'administrator' });
      await sla.set({ unitId: unit(i).unitId, kind: 'daily_work', acknowledge }, admin);
    }
    const { caseId } = await at.submit(worker);
    expect(await hoursLeft(caseId)).toBe(5);
    for (const [i, hours] of [
      [2, 4],
      [1, 3],
      [0, 2],
    ] as const) {
      expect(await at.ring(caseId)).toBe(1);
      expect(await at.mine(worker, caseId)).toMatchObject({
        owner: { unitId: unit(i).unitId },
        state: 'SUBMITTED',
        step: 'ACKNOWLEDGE',
      });
      expect(await hoursLeft(caseId)).toBe(hours);
    }
    expect(await at.ring(caseId)).toBe(1);
    const stuck = await at.mine(worker, caseId);
    expect(stuck).toMatchObject({ owner: { unitId: unit(0).unitId }, breached: true, dueAt: null, state: 'SUBMITTED' });
    expect(stuck.chain.map((s) => [s.unit.tier, s.reason])).toEqual([
      ['GRASSROOTS', 'SUBMITTED'],
      ['DIRECT', 'BREACH'],
      ['DISTRICT', 'BREACH'],
      ['CITY', 'BREACH'],
    ]);
    expect(stuck.history.map((h) => h.what)).toEqual(['SUBMITTED', 'ESCALATED', 'ESCALATED', 'ESCALATED', 'BREACHED']);
    expect((await at.events(caseId)).map((e) => e.type.split('.')[3])).toEqual([
      'submitted',
      'escalated',
      'escalated',
      'escalated',
      'breached',
    ]);
    expect(await at.ring(caseId)).toBe(0);
  });

  it('can still be settled at the city, whose next step has a clock of its own that may ring too', async () => {
    const { caseId } = await at.submit(worker);
    for (let i = 0; i < 4; i++) await at.ring(caseId);
    const handler = buildHandler(unit(0).unitId);
    expect(await at.acknowledge(handler, caseId)).toMatchObject({
      state: 'ACCEPTED',
      step: 'RESOLVE',
      dueAt: expect.any(String),
    });
    expect(await at.ring(caseId)).toBe(1);
    expect(await at.see(handler, caseId)).toMatchObject({ state: 'ACCEPTED', breached: true });
    expect(await at.resolve(handler, caseId)).toMatchObject({ state: 'RESOLVED' });
  });

  it('stays in sight of the units below, which cannot handle it any more', async () => {
    const { caseId } = await at.submit(worker);
    const below = buildHandler(unit(3).unitId);
    await at.ring(caseId);
    expect(await at.see(below, caseId)).toMatchObject({ owner: { unitId: unit(2).unitId }, actions: [] });
    await expect(at.acknowledge(below, caseId)).rejects.toMatchObject({
      code: 'CASE_ELSEWHERE',
      params: { unit: expect.stringMatching(/^DIRECT/) },
    });
  });

  it('climbs as well when it was acknowledged but not settled in time, and must be acknowledged anew', async () => {
    const { caseId } = await at.submit(worker);
    const cadre = buildHandler(unit(3).unitId);
    await at.acknowledge(cadre, caseId);
    await at.assign(cadre, caseId, cadre.accountId ?? '');
    await at.ring(caseId);
    expect(await at.see(cadre, caseId)).toMatchObject({
      owner: { unitId: unit(2).unitId },
      state: 'SUBMITTED',
      step: 'ACKNOWLEDGE',
      assigneeAccountId: null,
    });
  });

  it('is closed, which is not settled, when nobody confirms; and can be reopened', async () => {
    const { caseId } = await at.submit(worker);
    const cadre = buildHandler(unit(3).unitId);
    await at.acknowledge(cadre, caseId);
    await at.resolve(cadre, caseId);
    expect(await at.ring(caseId)).toBe(1);
    expect(await at.mine(worker, caseId)).toMatchObject({
      state: 'CLOSED_UNCONFIRMED',
      step: null,
      dueAt: null,
      actions: ['reopen'],
    });
    expect(await at.reopen(worker, caseId)).toMatchObject({ state: 'REOPENED', owner: { unitId: unit(3).unitId } });
  });

  it('passes over a unit that no longer exists', async () => {
    const other = f.city.children[1]?.children[0]?.children[0] as TestUnit;
    const gone = f.city.children[1]?.children[0] as TestUnit;
    await f.database.query(`update unit_mirror set status = 'DISSOLVED' where unit_id = $1`, [gone.unitId]);
    const { caseId } = await at.submit(buildWorker(other.unitId));
    await at.ring(caseId);
    expect(await at.see(buildHandler(f.city.children[1]?.unitId ?? ''), caseId)).toMatchObject({
      owner: { tier: 'DISTRICT' },
    });
  });

  it('is moved by the database’s clock alone: ours may say what it likes', async () => {
    const { caseId } = await at.submit(worker);
    jest.useFakeTimers({
      now: new Date('2090-01-01'),
      doNotFake: [
        'nextTick',
        'setImmediate',
        'setTimeout',
        'clearTimeout',
        'setInterval',
        'clearInterval',
        'queueMicrotask',
        'hrtime',
        'performance',
      ],
    });
    try {
      expect(await f.get(RingDueClocks).run()).toBe(0);
      jest.setSystemTime(new Date('1990-01-01'));
      expect(await at.ring(caseId)).toBe(1);
    } finally {
      jest.useRealTimers();
    }
    expect(await hoursLeft(caseId)).toBe(4);
  });

  describe('when several copies look at the clocks at once, after a jump that made all of them due', () => {
    const CASES = 200;
    /** A fresh set of cases, all due now. */
    const dueCases = async (): Promise<string[]> => {
      // a few at a time: a connection is waited for no longer than 3 s
      const ids: string[] = [];
      while (ids.length < CASES) {
        const some = await Promise.all(Array.from({ length: 8 }, () => at.submit(worker)));
        ids.push(...some.map((c) => c.caseId));
      }
      await f.database.query(
        `update feedback_case set due_at = now() - interval '3 days' where id = any ($1::uuid[])`,
        [ids],
      );
      return ids;
    };
    const escalations = async (ids: string[]): Promise<number[]> => {
      const rows = await f.database.query<{ n: number }>(
        `select count(e.seq)::int as n from unnest($1::uuid[]) as id
           left join case_event e on e.case_id = id and e.what = 'ESCALATED' group by id`,
        [ids],
      );
      return rows.map((r) => r.n);
    };
    const told = async (ids: string[]): Promise<number> => {
      const [row] = await f.database.query<{ n: number }>(
        `select count(*)::int as n from outbox where type like '%.escalated.%' and (envelope::jsonb ->> 'subject')::uuid = any ($1::uuid[])`,
        [ids],
      );
      return row?.n ?? 0;
    };

    it('each case climbs once', async () => {
      const ids = await dueCases();
      const config = { ...f.config, SWEEP_BATCH: 20 };
      const copies = Array.from(
        { length: 4 },
        () => new RingDueClocks(f.database, f.get(DueCasesRepository), f.get(Outbox), config),
      );
      const rung = await Promise.all(copies.map((copy) => copy.run()));
      expect(rung.reduce((a, b) => a + b)).toBe(CASES);
      expect(rung.filter((n) => n > 0).length).toBeGreaterThan(1); // they did work side by side
      expect(new Set(await escalations(ids))).toEqual(new Set([1]));
      expect(await told(ids)).toBe(CASES);
    });

    it('without the lock and the unique row, cases climb more than once (the control)', async () => {
      const ids = await dueCases();
      /** What a sweep would be that reads what is due, and then moves it. */
      const naive = async (): Promise<number> => {
        const due = await f.database.query<{ id: string }>(
          `select id from feedback_case where due_at <= now() and id = any ($1::uuid[])`,
          [ids],
        );
        await f.database.query(`select pg_sleep(0.05)`);
        await f.database.query(
          `with moved as (
             update feedback_case set version = version + 1, chain_seq = chain_seq + 1, due_at = now() + interval '1 day'
              where id = any ($1::uuid[]) returning id, version)
           insert into case_event (case_id, seq, what, state, unit_id, actor_kind, on_day)
           select id, version, 'ESCALATED', 'SUBMITTED', $2, 'SYSTEM', current_date from moved`,
          [due.map((d) => d.id), unit(2).unitId],
        );
        return due.length;
      };
      await Promise.all([naive(), naive()]);
      expect(Math.max(...(await escalations(ids)))).toBe(2);
    });

    it('a step that has rung before stays silent, even if its clock is set again', async () => {
      const [id] = (await dueCases()) as [string];
      await f.database.query(`insert into case_timer_fired (case_id, chain_seq, step) values ($1, 1, 'ACKNOWLEDGE')`, [
        id,
      ]);
      await f.get(RingDueClocks).run();
      expect(await escalations([id])).toEqual([0]);
      const [row] = await f.database.query<{ due_at: string | null }>(
        `select due_at from feedback_case where id = $1`,
        [id],
      );
      expect(row?.due_at).toBeNull();
    });
  });
});
