import {
  type Actor,
  ANONYMOUS,
  ChangePassword,
  CloseStaffAccount,
  Dismiss,
  EndOtherSessions,
  GetOwnAccount,
  GetUnit,
  MakeApiToken,
  type MakeApiTokenBody,
  OwnApiTokens,
  OwnSessions,
  ResolveSession,
  RevokeApiToken,
  SetWorkerPassword,
  UnitAppointments,
  UnitWorkers,
} from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { buildTree, type TestTree } from '../testing/build-tree.js';
import { type MembershipFixture, membershipFixture } from '../testing/membership-fixture.js';

describe('tokens for programs', () => {
  let m: MembershipFixture;
  let tree: TestTree;
  beforeAll(async () => {
    m = await membershipFixture();
    tree = await buildTree(m);
  });
  afterAll(() => m.stop());

  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const body = (over: Partial<MakeApiTokenBody> = {}): MakeApiTokenBody => ({
    ...{
      name: '花名册同步',
      unitId: tree.street.id,
      reach: 'SUBTREE',
      permissions: ['unit.read', 'worker.names.read'],
    },
    ...{ expiresAt: inDays(30), ...over },
  });
  const make = (actor: Actor, over: Partial<MakeApiTokenBody> = {}) => m.call(MakeApiToken, body(over), actor);
  const programOf = async (token: string) => (await m.call(ResolveSession, { token }, ANONYMOUS)).actor;
  const DEAD = { code: 'UNAUTHENTICATED' };

  it('are shown once, kept as a hash, and listed by how they begin', async () => {
    const maker = await m.staff(tree.street.id, 'administrator');
    const { token, ...view } = await make(maker);
    expect(token).toMatch(/^gt_[\w-]{43}$/);
    expect(view).toMatchObject({ name: '花名册同步', prefix: token.slice(0, 9), lastUsedAt: null, revokedAt: null });
    expect(view.units).toMatchObject([{ unitId: tree.street.id }]);
    await programOf(token);
    const { items } = await m.call(OwnApiTokens, {}, maker);
    expect(items).toEqual([{ ...view, lastUsedAt: expect.any(String) as string }]);
    const [kept] = await m.database.query<{ text: string }>(`select string_agg(t::text, ' ') as text from api_token t`);
    expect(kept?.text).not.toContain(token);
    const written = await m.database.query(
      `select 1 from audit_entry where action = 'api-token.made' and $1 = any(subject_ids)`,
      [view.tokenId],
    );
    expect(written).toHaveLength(1);
  });

  it('do what they are for, at their unit and below, and nothing else', async () => {
    const program = await programOf((await make(m.admin)).token);
    expect(program).toMatchObject({ kind: 'STAFF', accountId: m.admin.accountId, sessionId: null, appointments: [] });
    expect((await m.call(GetUnit, { unitId: tree.site.id }, program)).name).toBe(tree.site.name);
    expect((await m.call(UnitWorkers, { unitId: tree.site.id }, program)).items).toEqual([]);
    for (const unitId of [tree.otherSite.id, tree.district.id, tree.otherDistrict.id]) {
      await expect(m.call(UnitWorkers, { unitId }, program)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    await expect(m.call(UnitAppointments, { unitId: tree.street.id }, program)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('never touch tokens, passwords, sessions or accounts, whatever they hold', async () => {
    const permissions: MakeApiTokenBody['permissions'] = ['unit.read', 'roster.manage', 'worker.names.read'];
    const program = await programOf((await make(m.admin, { unitId: m.cityId, permissions })).token);
    const refused = { code: 'NOT_FOR_PROGRAMS' };
    await expect(make(program)).rejects.toMatchObject(refused);
    await expect(m.call(OwnApiTokens, {}, program)).rejects.toMatchObject(refused);
    await expect(m.call(ChangePassword, { password: 'a brand new password' }, program)).rejects.toMatchObject(refused);
    await expect(m.call(OwnSessions, {}, program)).rejects.toMatchObject(refused);
    await expect(m.call(EndOtherSessions, {}, program)).rejects.toMatchObject(refused);
    await expect(m.call(GetOwnAccount, {}, program)).rejects.toMatchObject(refused);
    const workerId = newId();
    await expect(
      m.call(SetWorkerPassword, { workerId, password: 'a brand new password' }, program),
    ).rejects.toMatchObject(refused);
    await expect(m.call(CloseStaffAccount, { accountId: newId() }, program)).rejects.toMatchObject(refused);
    for (const permission of ['appointment.manage', 'worker.access.issue', 'api_token.manage'] as const) {
      await expect(make(m.admin, { permissions: [permission] })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    }
  });

  it('are never more than their maker may do', async () => {
    const maker = await m.staff(tree.street.id, 'administrator');
    await expect(make(maker, { unitId: tree.otherStreet.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(make(maker, { unitId: tree.district.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(make(maker, { permissions: ['unit.read', 'post.write'] })).rejects.toMatchObject({
      code: 'TOKEN_BEYOND_MAKER',
      params: { permission: 'post.write' },
    });
    await expect(make(await m.staff(tree.street.id, 'cadre'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    for (const days of [-1, 366]) {
      await expect(make(maker, { expiresAt: inDays(days) })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    }
  });

  it('are dead when their maker is dismissed or closed, when revoked, and when they run out', async () => {
    await m.staff(tree.street.id, 'administrator'); // so that nobody is the last one
    const dismissed = await m.staff(tree.street.id, 'administrator');
    const { token } = await make(dismissed);
    const [appointment] = (await m.call(UnitAppointments, { unitId: tree.street.id }, m.admin)).items.filter(
      ({ accountId }) => accountId === dismissed.accountId,
    );
    await expect(programOf(token)).resolves.toBeTruthy();
    await m.call(Dismiss, { appointmentId: appointment?.appointmentId ?? '' }, m.admin);
    await expect(programOf(token)).rejects.toMatchObject(DEAD);

    const closed = await m.staff(tree.street.id, 'administrator');
    const ofClosed = await make(closed);
    await m.call(CloseStaffAccount, { accountId: closed.accountId }, m.admin);
    await expect(programOf(ofClosed.token)).rejects.toMatchObject(DEAD);

    const maker = await m.staff(tree.street.id, 'administrator');
    const mine = await make(maker);
    const stranger = await m.staff(tree.otherStreet.id, 'administrator');
    await expect(m.call(RevokeApiToken, { tokenId: mine.tokenId }, stranger)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const revoked = await m.call(RevokeApiToken, { tokenId: mine.tokenId }, maker);
    expect(revoked.revokedAt).toEqual(expect.any(String));
    await expect(programOf(mine.token)).rejects.toMatchObject(DEAD);
    const another = await make(maker);
    await m.call(RevokeApiToken, { tokenId: another.tokenId }, m.admin); // from above
    await expect(programOf(another.token)).rejects.toMatchObject(DEAD);

    const old = await make(maker);
    await m.database.query(`update api_token set expires_at = now() - interval '1 second' where id = $1`, [
      old.tokenId,
    ]);
    await expect(programOf(old.token)).rejects.toMatchObject(DEAD);
    await expect(programOf(`gt_${'x'.repeat(43)}`)).rejects.toMatchObject(DEAD);
  });
});
