import {
  Appoint,
  ArrangeSubstitute,
  CalendarDays,
  CancelSubstitute,
  ChangeTerm,
  ClearCalendarDay,
  Dismiss,
  DutyGaps,
  DutyPlan,
  type DutyShift,
  DutySubstitutes,
  NameDeputy,
  SetCalendarDay,
  SetDutyRoster,
  SYSTEM,
  UnitAppointments,
  WhoIsOnDuty,
} from '@guantong/contracts';
import { buildTree, buildUnit, type TestTree } from '../testing/build-tree.js';
import { type MembershipFixture, membershipFixture, PASSWORD } from '../testing/membership-fixture.js';
import { FindDutyGaps } from './application/find-duty-gaps.js';
import { dateOf, dayOf, localMinute } from './domain/local-time.js';
import { DutyGapRepository } from './persistence/duty-gap-repository.js';
import { jest } from '@jest/globals';

const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
const ALWAYS = { duty: 'safety' as const, days: 'EVERY_DAY' as const, starts: '00:00', ends: '00:00' };
const duty = 'safety' as const;

describe('the duty roster of a unit', () => {
  let m: MembershipFixture;
  let tree: TestTree;
  beforeAll(async () => {
    // swept only when the tests say so
    m = await membershipFixture({ DUTY_GAP_SWEEP_MS: '3600000' });
    tree = await buildTree(m);
  });
  afterAll(() => m.stop());

  const newSite = async () => (await buildUnit(m, tree.street.id, 'site')).id;
  const officer = (unitId: string) => m.staff(unitId, 'safety_officer');
  const set = (unitId: string, shifts: (Partial<DutyShift> & { accountId: string })[]) =>
    m.call(SetDutyRoster, { unitId, shifts: shifts.map((each) => ({ ...ALWAYS, ...each })) }, m.admin);
  const who = async (unitId: string) => (await m.call(WhoIsOnDuty, { unitId, duty }, SYSTEM)).onDuty?.accountId;
  const plan = (unitId: string, days = 3) => m.call(DutyPlan, { unitId, duty, days }, m.admin);

  it('takes exactly one kind of day for each shift', async () => {
    const unitId = await newSite();
    const { accountId } = await officer(unitId);
    for (const wrong of [{ days: undefined }, { weekday: 1 }, { days: undefined, date: '2026-02-30' }]) {
      await expect(set(unitId, [{ accountId, ...wrong }])).rejects.toMatchObject({
        code: 'DUTY_SHIFT_DAY_UNCLEAR',
      });
    }
    const roster = await set(unitId, [{ accountId }, { accountId, days: undefined, date: '2026-12-31' }]);
    expect(roster.items).toMatchObject([{ date: '2026-12-31' }, { days: 'EVERY_DAY' }]);
  });

  it('asks whoever is there for this one date first, then the weekday, then the kind of day', async () => {
    const unitId = await newSite();
    const [a, b, c] = [await officer(unitId), await officer(unitId), await officer(unitId)];
    const day = dayOf(localMinute(new Date()));
    const dates = [day - 1, day, day + 1].map(dateOf);
    const everyWeekday = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ accountId: b.accountId, weekday, days: undefined }));
    const byDate = dates.map((date) => ({ accountId: c.accountId, date, days: undefined }));
    await set(unitId, [{ accountId: a.accountId }]);
    expect(await who(unitId)).toBe(a.accountId);
    await set(unitId, [{ accountId: a.accountId }, ...everyWeekday]);
    expect(await who(unitId)).toBe(b.accountId);
    await set(unitId, [{ accountId: a.accountId }, ...everyWeekday, ...byDate]);
    expect(await who(unitId)).toBe(c.accountId);
  });

  it('follows the calendar of the city, where the city differs from the national one', async () => {
    const unitId = await newSite();
    const [work, rest] = [await officer(unitId), await officer(unitId)];
    await set(unitId, [
      { accountId: work.accountId, days: 'WORKDAY' },
      { accountId: rest.accountId, days: 'REST_DAY' },
    ]);
    const today = dateOf(dayOf(localMinute(new Date())));
    for (const [kind, on] of [
      ['REST_DAY', rest],
      ['WORKDAY', work],
    ] as const) {
      expect(await m.call(SetCalendarDay, { date: today, kind }, m.admin)).toMatchObject({ source: 'LOCAL', kind });
      expect(await who(unitId)).toBe(on.accountId);
      const [first] = (await plan(unitId)).stretches;
      expect(first?.onDuty.accountId).toBe(on.accountId);
    }
    expect((await m.call(ClearCalendarDay, { date: today }, m.admin)).source).not.toBe('LOCAL');
    const below = await m.staff(tree.district.id, 'administrator');
    await expect(m.call(SetCalendarDay, { date: today, kind: 'WORKDAY' }, below)).rejects.toMatchObject({
      code: 'CALENDAR_CITY_ONLY',
    });
    await expect(m.call(SetCalendarDay, { date: '2026-02-30', kind: 'WORKDAY' }, m.admin)).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
  });

  it('shows the calendar, and says when a year’s holidays are not published', async () => {
    const autumn = await m.call(CalendarDays, { from: '2026-10-01', days: 10 }, m.admin);
    expect(autumn.items[0]).toEqual({ date: '2026-10-01', kind: 'REST_DAY', name: '国庆节', source: 'OFFICIAL' });
    expect(autumn.calendarNotice).toBeNull();
    const far = await m.call(CalendarDays, { from: '2039-10-01', days: 1 }, m.admin);
    expect(far).toMatchObject({ items: [{ source: 'WEEKDAY' }], calendarNotice: expect.stringContaining('2039年') });
  });

  it('lets somebody else take the shifts for a time, the last arrangement before the one before', async () => {
    const unitId = await newSite();
    const [a, b, c] = [await officer(unitId), await officer(unitId), await officer(unitId)];
    await set(unitId, [{ accountId: a.accountId }]);
    const arrange = (substituteId: string, startsAt: string, endsAt: string, absentId = a.accountId) =>
      m.call(ArrangeSubstitute, { unitId, duty, absentId, substituteId, startsAt, endsAt, reason: '休假' }, m.admin);
    await arrange(b.accountId, inHours(-1), inHours(24));
    expect(await who(unitId)).toBe(b.accountId);
    const { items } = await arrange(c.accountId, inHours(-1), inHours(5));
    expect(items).toMatchObject([
      { substitute: { accountId: b.accountId }, absent: { accountId: a.accountId } },
      { substitute: { accountId: c.accountId }, reason: '休假' },
    ]);
    expect(await who(unitId)).toBe(c.accountId);
    const { stretches, gaps } = await plan(unitId);
    expect(gaps).toEqual([]);
    expect([...new Set(stretches.map((s) => s.onDuty.accountId))]).toEqual([c.accountId, b.accountId, a.accountId]);
    expect(stretches[0]?.insteadOf?.accountId).toBe(a.accountId);

    await m.call(CancelSubstitute, { substitutionId: items[1]?.substitutionId ?? '' }, m.admin);
    expect(await who(unitId)).toBe(b.accountId);
    expect((await m.call(DutySubstitutes, { unitId }, m.admin)).items).toHaveLength(1);
    await expect(arrange(a.accountId, inHours(1), inHours(2))).rejects.toMatchObject({
      code: 'DUTY_ACCOUNT_NOT_APPOINTED',
    });
    await expect(arrange(b.accountId, inHours(2), inHours(1))).rejects.toMatchObject({ code: 'TERM_INVALID' });
    const stranger = await officer(tree.otherSite.id);
    await expect(arrange(stranger.accountId, inHours(1), inHours(2))).rejects.toMatchObject({
      code: 'DUTY_ACCOUNT_NOT_APPOINTED',
    });
    const beside = await m.staff(tree.otherStreet.id, 'administrator');
    await expect(
      m.call(CancelSubstitute, { substitutionId: items[0]?.substitutionId ?? '' }, beside),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('counts nobody whose appointment has ended or whose account is closed, and a deputy only while it lasts', async () => {
    const unitId = await newSite();
    const a = await officer(unitId);
    await set(unitId, [{ accountId: a.accountId }]);
    await m.database.query(`update account set status = 'CLOSED' where id = $1`, [a.accountId]);
    expect(await who(unitId)).toBeUndefined();
    expect((await plan(unitId)).stretches).toEqual([]);
    await m.database.query(`update account set status = 'ACTIVE' where id = $1`, [a.accountId]);

    const [appointment] = (await m.call(UnitAppointments, { unitId }, m.admin)).items;
    const appointmentId = appointment?.appointmentId ?? '';
    const deputy = await m.staff(tree.street.id, 'cadre');
    await m.call(NameDeputy, { appointmentId, login: deputy.login, endsAt: inHours(5) }, m.admin);
    await set(unitId, [{ accountId: deputy.accountId }]);
    expect(await who(unitId)).toBe(deputy.accountId);
    const until = (await plan(unitId)).gaps;
    expect(until).toHaveLength(1);
    await m.call(Dismiss, { appointmentId }, m.admin);
    expect(await who(unitId)).toBeUndefined();
  });

  it('reports the times of the days to come with nobody, an appointment that will end included', async () => {
    const unitId = await newSite();
    const a = await officer(unitId);
    await set(unitId, [{ accountId: a.accountId, starts: '08:00', ends: '18:00' }]);
    const { gaps } = await plan(unitId, 7);
    expect(gaps.length).toBeGreaterThanOrEqual(7);
    const night = gaps.find((gap) => gap.from.endsWith('T10:00:00.000Z') && gap.until.endsWith('T00:00:00.000Z'));
    expect(night).toBeDefined();

    await set(unitId, [{ accountId: a.accountId }]);
    expect((await plan(unitId)).gaps).toEqual([]);
    const [appointment] = (await m.call(UnitAppointments, { unitId }, m.admin)).items;
    await m.call(ChangeTerm, { appointmentId: appointment?.appointmentId ?? '', endsAt: inHours(30) }, m.admin);
    const [gap] = (await plan(unitId)).gaps;
    expect(Math.abs(Date.parse(gap?.from ?? '') - Date.now() - 30 * 3_600_000)).toBeLessThan(60_000);
    await expect(m.call(DutyPlan, { unitId, duty }, await m.staff(tree.otherSite.id, 'cadre'))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  describe('with nobody on it tonight', () => {
    const sweep = () => m.app.get(FindDutyGaps).run();
    const events = async (unitId: string) =>
      m.database.query<{ data: object }>(
        `select envelope::json -> 'data' as data from outbox
          where type = 'evt.membership.duty.gap-found.v1' and envelope::json -> 'data' ->> 'unitId' = $1`,
        [unitId],
      );
    const emptyRoster = async () => {
      const unitId = await newSite();
      const a = await officer(unitId);
      await set(unitId, [{ accountId: a.accountId, days: undefined, date: '2020-01-01' }]);
      return { unitId, a };
    };

    it('warns the unit and the one above, once a night, also with two copies at it', async () => {
      const { unitId, a } = await emptyRoster();
      await Promise.all([sweep(), sweep(), sweep()]);
      await sweep();
      expect(await events(unitId)).toMatchObject([{ data: { unitId, aboveUnitId: tree.street.id, duty } }]);
      const above = await m.staff(tree.street.id, 'administrator');
      for (const [at, actor] of [
        [tree.street.id, above],
        [unitId, a],
      ] as const) {
        const warnings = (await m.call(DutyGaps, { unitId: at, open: true }, actor)).items;
        expect(warnings.find((gap) => gap.unit.unitId === unitId)).toMatchObject({ duty, filledAt: null });
      }
      const beside = await m.staff(tree.otherStreet.id, 'administrator');
      await expect(m.call(DutyGaps, { unitId }, beside)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });

    it('would warn twice without the key of the night (the control)', async () => {
      const { unitId } = await emptyRoster();
      await sweep();
      await m.database.query(`delete from duty_gap where unit_id = $1`, [unitId]);
      await sweep();
      expect(await events(unitId)).toHaveLength(2);
    });

    it('is filled when somebody is found, and open again without another warning when they go', async () => {
      const { unitId, a } = await emptyRoster();
      await sweep();
      await set(unitId, [{ accountId: a.accountId }]);
      await sweep();
      const one = async () => (await m.call(DutyGaps, { unitId }, m.admin)).items[0];
      expect((await one())?.filledAt).not.toBeNull();
      expect((await m.call(DutyGaps, { unitId, open: true }, m.admin)).items).toEqual([]);
      await set(unitId, [{ accountId: a.accountId, days: undefined, date: '2020-01-01' }]);
      await sweep();
      expect((await one())?.filledAt).toBeNull();
      expect(await events(unitId)).toHaveLength(1);
    });

    it('leaves units without a roster to those above, and goes through many by batches', async () => {
      const without = await newSite();
      const others = [await emptyRoster(), await emptyRoster(), await emptyRoster()];
      const repository = m.app.get(DutyGapRepository);
      const { unitsWithRoster } = repository;
      const spy = jest
        .spyOn(repository, 'unitsWithRoster')
        .mockImplementation((tx, of, night, after) => unitsWithRoster.call(repository, tx, of, night, after, 500));
      await sweep();
      spy.mockRestore();
      expect(await events(without)).toEqual([]);
      for (const { unitId } of others) expect(await events(unitId)).toHaveLength(1);
    });
  });

  it('takes people who will be appointed, before they are', async () => {
    const unitId = await newSite();
    const planned = await m.call(
      Appoint,
      {
        ...{ unitId, role: 'safety_officer', login: 'planned-officer', displayName: '新人', password: PASSWORD },
        startsAt: inHours(24),
      },
      m.admin,
    );
    await set(unitId, [{ accountId: planned.accountId }]);
    expect(await who(unitId)).toBeUndefined();
    expect((await plan(unitId)).gaps).toHaveLength(1);
  });
});
