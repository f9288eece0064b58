import {
  type Actor,
  Appoint,
  BootstrapCity,
  Dismiss,
  GetOwnAccount,
  GetUnit,
  OpenSession,
  ResolveSession,
  SYSTEM,
  UnitAppointments,
} from '@guantong/contracts';
import { newId, newRequestContext, runInContext } from '@guantong/platform';
import { buildTree, type TestTree } from '../testing/build-tree.js';
import { type MembershipFixture, membershipFixture, PASSWORD } from '../testing/membership-fixture.js';

describe('appointments', () => {
  let m: MembershipFixture;
  let tree: TestTree;
  beforeAll(async () => {
    m = await membershipFixture();
    tree = await buildTree(m);
  });
  afterAll(() => m.stop());

  let logins = 0;
  const someone = () => ({ login: `new-${++logins}`, displayName: '新同事', password: PASSWORD });
  const appoint = (unitId: string, actor: Actor, role: 'cadre' | 'administrator' = 'cadre') =>
    m.call(Appoint, { unitId, role, ...someone() }, actor);

  it('make the account when it is new, and the person can then log in and act', async () => {
    const { login, ...rest } = someone();
    const view = await m.call(
      Appoint,
      { unitId: tree.street.id, role: 'cadre', login: login.toUpperCase(), ...rest },
      m.admin,
    );
    expect(view).toMatchObject({ login, displayName: '新同事', role: 'cadre', roleName: '工会干部', endsAt: null });
    const { token } = await m.call(OpenSession, { login, secret: PASSWORD }, SYSTEM);
    const { actor } = await m.call(ResolveSession, { token }, SYSTEM);
    expect(actor.appointments).toEqual([{ unitId: tree.street.id, role: 'cadre' }]);
    expect((await m.call(GetUnit, { unitId: tree.site.id }, actor)).name).toBe(tree.site.name);
    expect(await m.call(GetOwnAccount, {}, actor)).toEqual({
      accountId: view.accountId,
      login,
      displayName: '新同事',
      appointments: [
        {
          appointmentId: view.appointmentId,
          unit: { unitId: tree.street.id, name: tree.street.name, tier: 'DIRECT' },
          role: 'cadre',
          roleName: '工会干部',
        },
      ],
    });
  });

  it('made again stay one, and never touch the password of an account that exists', async () => {
    const person = someone();
    const first = await m.call(Appoint, { unitId: tree.street.id, role: 'cadre', ...person }, m.admin);
    const stranger = await m.staff(tree.otherDistrict.id, 'administrator');
    const elsewhere = { unitId: tree.otherDistrict.id, role: 'cadre' as const, login: person.login };
    await m.call(Appoint, { ...elsewhere, displayName: '改名', password: 'a-password-of-a-stranger' }, stranger);
    const again = await m.call(Appoint, { unitId: tree.street.id, role: 'cadre', login: person.login }, m.admin);
    expect(again).toMatchObject({ appointmentId: first.appointmentId, displayName: '新同事' });
    await expect(
      m.call(OpenSession, { login: person.login, secret: 'a-password-of-a-stranger' }, SYSTEM),
    ).rejects.toMatchObject({ code: 'LOGIN_FAILED' });
    await m.call(OpenSession, { login: person.login, secret: PASSWORD }, SYSTEM);
  });

  it('need name and password for a new account', async () => {
    await expect(
      m.call(Appoint, { unitId: tree.street.id, role: 'cadre', login: 'nobody-yet' }, m.admin),
    ).rejects.toMatchObject({
      code: 'ACCOUNT_DETAILS_MISSING',
    });
  });

  it('reach down from the own unit, never above or beside it', async () => {
    const administrator = await m.staff(tree.street.id, 'administrator');
    for (const unitId of [tree.street.id, tree.site.id]) {
      expect((await appoint(unitId, administrator)).unitId).toBe(unitId);
    }
    for (const unitId of [
      m.cityId,
      tree.district.id,
      tree.otherStreet.id,
      tree.otherSite.id,
      tree.otherDistrict.id,
      newId(),
    ]) {
      await expect(appoint(unitId, administrator)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(m.call(UnitAppointments, { unitId }, administrator)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    const above = await appoint(tree.district.id, m.admin);
    await expect(m.call(Dismiss, { appointmentId: above.appointmentId }, administrator)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(appoint(tree.site.id, await m.staff(tree.site.id, 'cadre'))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('end at the next look at the session', async () => {
    const person = someone();
    const { appointmentId } = await m.call(Appoint, { unitId: tree.site.id, role: 'cadre', ...person }, m.admin);
    const { token } = await m.call(OpenSession, { login: person.login, secret: PASSWORD }, SYSTEM);
    expect((await m.call(ResolveSession, { token }, SYSTEM)).actor.appointments).toHaveLength(1);
    const ended = await m.call(Dismiss, { appointmentId }, m.admin);
    expect(ended.endsAt).not.toBeNull();
    expect((await m.call(ResolveSession, { token }, SYSTEM)).actor.appointments).toEqual([]);
    expect(
      (await m.call(UnitAppointments, { unitId: tree.site.id }, m.admin)).items.map((a) => a.appointmentId),
    ).not.toContain(appointmentId);
  });

  it('leave a unit its last administrator, also when two dismiss each other at the same moment', async () => {
    const one = await appoint(tree.otherStreet.id, m.admin, 'administrator');
    await expect(m.call(Dismiss, { appointmentId: one.appointmentId }, m.admin)).rejects.toMatchObject({
      code: 'LAST_ADMINISTRATOR',
    });
    const two = await appoint(tree.otherStreet.id, m.admin, 'administrator');
    const both = await Promise.allSettled(
      [one, two].map(({ appointmentId }) => m.call(Dismiss, { appointmentId }, m.admin)),
    );
    expect(both.map((answer) => answer.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('are written down with who made and ended them, and what is written down cannot be changed', async () => {
    const { appointmentId, accountId } = await appoint(tree.site.id, m.admin);
    await m.call(Dismiss, { appointmentId }, m.admin);
    const entries = await m.database.query(
      `select action, account_id, unit_id, detail from audit_entry where $1 = any(subject_ids) order by id`,
      [appointmentId],
    );
    expect(entries).toEqual([
      { action: 'appointment.made', account_id: m.admin.accountId, unit_id: tree.site.id, detail: { role: 'cadre' } },
      { action: 'appointment.ended', account_id: m.admin.accountId, unit_id: tree.site.id, detail: { role: 'cadre' } },
    ]);
    expect(accountId).toBeTruthy();
    for (const sql of [`update audit_entry set action = 'x'`, `delete from audit_entry`, `truncate audit_entry`]) {
      await expect(m.database.query(sql)).rejects.toThrow('insert-only');
    }
  });

  it('keep no password under an Idempotency-Key', async () => {
    const person = { unitId: tree.site.id, role: 'cadre' as const, ...someone() };
    const call = () =>
      runInContext(newRequestContext({ idempotencyKey: 'appoint-once' }), () => m.call(Appoint, person, m.admin));
    expect(await call()).toEqual(await call());
    const [kept] = await m.database.query<{ text: string }>(
      `select string_agg(k::text, ' ') as text from idempotency_key k`,
    );
    expect(kept?.text).toContain(person.login);
    expect(kept?.text).not.toContain(PASSWORD);
  });

  it('begin with a city that is set up once, by the system alone', async () => {
    const request = {
      code: 'X',
      name: '又一个市',
      shortName: '市',
      login: 'again',
      displayName: '某人',
      password: PASSWORD,
    };
    await expect(m.call(BootstrapCity, request, SYSTEM)).rejects.toMatchObject({ code: 'CITY_EXISTS' });
    await expect(m.call(BootstrapCity, request, m.admin)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
