import {
  AccountAppointments,
  type Actor,
  Appoint,
  type AppointmentView,
  type AppointRequest,
  ChangeTerm,
  Dismiss,
  EndDeputy,
  GetUnit,
  NameDeputy,
  OpenSession,
  ResolveSession,
  SYSTEM,
  UnitAppointments,
} from '@guantong/contracts';
import { buildTree, type TestTree } from '../testing/build-tree.js';
import { type MembershipFixture, membershipFixture, PASSWORD } from '../testing/membership-fixture.js';

const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

describe('the term of an appointment', () => {
  let m: MembershipFixture;
  let tree: TestTree;
  beforeAll(async () => {
    m = await membershipFixture();
    tree = await buildTree(m);
  });
  afterAll(() => m.stop());

  let people = 0;
  const appoint = (more: Partial<AppointRequest> = {}, actor: Actor = m.admin): Promise<AppointmentView> =>
    m.call(
      Appoint,
      {
        ...{ unitId: tree.street.id, role: 'cadre', login: `someone-${++people}`, displayName: '新同事' },
        ...{ password: PASSWORD, ...more },
      },
      actor,
    );
  const session = async (login: string) => (await m.call(OpenSession, { login, secret: PASSWORD }, SYSTEM)).token;
  const actorOf = async (token: string) => (await m.call(ResolveSession, { token }, SYSTEM)).actor;
  const shift = (table: string, id: string, set: string) =>
    m.database.query(`update ${table} set ${set} where id = $1`, [id]);

  it('begins and ends by the clock, with no job that has to run', async () => {
    const planned = await appoint({ startsAt: inHours(24), endsAt: inHours(48), reason: '换届' });
    expect(planned).toMatchObject({ state: 'PLANNED', reason: '换届', appointedBy: { accountId: m.admin.accountId } });
    const token = await session(planned.login);
    expect((await actorOf(token)).appointments).toEqual([]);
    await shift('appointment', planned.appointmentId, `starts_at = now() - interval '1 minute'`);
    expect((await actorOf(token)).appointments).toEqual([{ unitId: tree.street.id, role: 'cadre' }]);
    await shift('appointment', planned.appointmentId, `ends_at = now()`);
    expect((await actorOf(token)).appointments).toEqual([]);
  });

  it('is listed by state, and stays in the history of unit and person', async () => {
    const unitId = tree.otherSite.id;
    const now = await appoint({ unitId });
    const later = await appoint({ unitId, startsAt: inHours(24) });
    const over = await appoint({ unitId, login: now.login, role: 'case_handler' });
    await m.call(Dismiss, { appointmentId: over.appointmentId, reason: '调离' }, m.admin);
    const list = async (state?: 'PLANNED' | 'IN_FORCE' | 'ENDED') =>
      (await m.call(UnitAppointments, { unitId, ...(state && { state }) }, m.admin)).items.map((a) => a.appointmentId);
    expect(await list()).toEqual([now.appointmentId]);
    expect(await list('PLANNED')).toEqual([later.appointmentId]);
    expect(await list('ENDED')).toEqual([over.appointmentId]);
    const history = await m.call(AccountAppointments, { accountId: now.accountId }, m.admin);
    expect(history.items).toMatchObject([
      { appointmentId: over.appointmentId, state: 'ENDED', endReason: '调离', endedBy: { displayName: '王管理' } },
      { appointmentId: now.appointmentId, state: 'IN_FORCE', endedBy: null },
    ]);
    const first = await m.call(AccountAppointments, { accountId: now.accountId, limit: 1 }, m.admin);
    const second = await m.call(
      AccountAppointments,
      { accountId: now.accountId, limit: 1, cursor: first.next ?? '' },
      m.admin,
    );
    expect([...first.items, ...second.items]).toEqual(history.items);
    const beside = await m.staff(tree.site.id, 'administrator');
    await expect(m.call(AccountAppointments, { accountId: now.accountId }, beside)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('can be set, moved and taken away while it lasts, and is called off before it begins', async () => {
    const { appointmentId } = await appoint();
    const change = (endsAt: string | null) => m.call(ChangeTerm, { appointmentId, endsAt, reason: '届满' }, m.admin);
    const endsAt = inHours(72);
    const set = await change(endsAt);
    expect(new Date(set.endsAt ?? '').toISOString()).toBe(endsAt);
    expect(set).toMatchObject({ state: 'IN_FORCE', endReason: '届满' });
    expect(await change(null)).toMatchObject({ endsAt: null, endedBy: null });
    await expect(change(inHours(-1))).rejects.toMatchObject({ code: 'TERM_INVALID' });
    await m.call(Dismiss, { appointmentId }, m.admin);
    await expect(change(null)).rejects.toMatchObject({ code: 'APPOINTMENT_ENDED' });

    const planned = await appoint({ startsAt: inHours(24) });
    const off = await m.call(Dismiss, { appointmentId: planned.appointmentId }, m.admin);
    expect(off).toMatchObject({ state: 'ENDED', endsAt: off.startsAt });
  });

  it('is refused when it lies in the past, ends before it begins, or runs into another of the same role', async () => {
    for (const wrong of [
      { startsAt: inHours(-2) },
      { endsAt: inHours(-1) },
      { startsAt: inHours(5), endsAt: inHours(4) },
    ]) {
      await expect(appoint(wrong)).rejects.toMatchObject({ code: 'TERM_INVALID' });
    }
    const { login } = await appoint({ endsAt: inHours(10) });
    await expect(appoint({ login, startsAt: inHours(9) })).rejects.toMatchObject({ code: 'APPOINTMENT_OVERLAPS' });
    const next = await appoint({ login, startsAt: inHours(11) });
    expect(next.state).toBe('PLANNED');
    const again = await m.call(UnitAppointments, { unitId: tree.street.id, state: 'PLANNED' }, m.admin);
    expect(again.items.map((a) => a.appointmentId)).toContain(next.appointmentId);
    const first = (await m.call(AccountAppointments, { accountId: next.accountId }, m.admin)).items.at(-1);
    await expect(
      m.call(ChangeTerm, { appointmentId: first?.appointmentId ?? '', endsAt: null }, m.admin),
    ).rejects.toMatchObject({ code: 'APPOINTMENT_OVERLAPS' });
  });

  describe('a deputy', () => {
    const name = (appointmentId: string, login: string, more: object = {}, actor: Actor = m.admin) =>
      m.call(NameDeputy, { appointmentId, login, endsAt: inHours(24), reason: '休假', ...more }, actor);

    it('has the powers of the one who is away for the time of cover, and is marked in actor and audit log', async () => {
      const boss = await appoint({ role: 'administrator' });
      const deputy = await appoint({ unitId: tree.otherSite.id });
      const view = await name(boss.appointmentId, deputy.login, { startsAt: inHours(1) });
      expect(view.deputies).toMatchObject([{ deputy: { login: deputy.login }, reason: '休假', state: 'PLANNED' }]);
      const token = await session(deputy.login);
      const own = { unitId: tree.otherSite.id, role: 'cadre' };
      expect((await actorOf(token)).appointments).toEqual([own]);

      const deputyId = view.deputies[0]?.deputyId ?? '';
      await shift('deputy_cover', deputyId, `starts_at = now() - interval '1 minute'`);
      const acting = await actorOf(token);
      expect(acting.appointments).toEqual(
        expect.arrayContaining([own, { unitId: tree.street.id, role: 'administrator', actingFor: boss.accountId }]),
      );
      expect(acting.appointments).toHaveLength(2);
      expect((await m.call(GetUnit, { unitId: tree.site.id }, acting)).name).toBe(tree.site.name);
      const made = await appoint({ unitId: tree.site.id }, acting);
      const [entry] = await m.database.query(
        `select account_id, acting_for from audit_entry where $1 = any(subject_ids)`,
        [made.appointmentId],
      );
      expect(entry).toEqual({ account_id: deputy.accountId, acting_for: boss.accountId });

      await m.call(EndDeputy, { deputyId }, m.admin);
      expect((await actorOf(token)).appointments).toEqual([own]);
    });

    it('loses the powers when the appointment that is covered ends', async () => {
      const boss = await appoint({ role: 'reviewer' });
      const deputy = await m.staff(tree.street.id, 'cadre');
      await name(boss.appointmentId, deputy.login);
      expect((await m.actorNow(deputy.accountId)).appointments).toHaveLength(2);
      await m.call(Dismiss, { appointmentId: boss.appointmentId }, m.admin);
      expect((await m.actorNow(deputy.accountId)).appointments).toHaveLength(1);
    });

    it('cannot prolong the cover, name the next one, or touch the appointment it rests on', async () => {
      const boss = await appoint({ role: 'administrator' });
      const deputy = await m.staff(tree.street.id, 'cadre');
      const third = await m.staff(tree.street.id, 'cadre');
      await name(boss.appointmentId, deputy.login);
      const acting = await m.actorNow(deputy.accountId);
      const refused = { code: 'OWN_APPOINTMENT' };
      await expect(name(boss.appointmentId, deputy.login, {}, acting)).rejects.toMatchObject(refused);
      await expect(name(boss.appointmentId, third.login, {}, acting)).rejects.toMatchObject(refused);
      const appointmentId = boss.appointmentId;
      await expect(m.call(Dismiss, { appointmentId }, acting)).rejects.toMatchObject(refused);
      await expect(m.call(ChangeTerm, { appointmentId, endsAt: null }, acting)).rejects.toMatchObject(refused);
      await expect(appoint({ login: deputy.login, role: 'administrator' }, acting)).rejects.toMatchObject(refused);
    });

    it('is somebody else, with an account, for a year at the most', async () => {
      const boss = await appoint({ role: 'administrator' });
      const deputy = await m.staff(tree.street.id, 'cadre');
      await expect(name(boss.appointmentId, boss.login)).rejects.toMatchObject({ code: 'DEPUTY_IS_APPOINTEE' });
      await expect(name(boss.appointmentId, 'nobody-of-that-name')).rejects.toMatchObject({ code: 'STAFF_NOT_FOUND' });
      for (const endsAt of [inHours(-1), inHours(24 * 400)]) {
        await expect(name(boss.appointmentId, deputy.login, { endsAt })).rejects.toMatchObject({
          code: 'TERM_INVALID',
        });
      }
      const beside = await m.staff(tree.otherStreet.id, 'administrator');
      await expect(name(boss.appointmentId, deputy.login, {}, beside)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
  });
});
