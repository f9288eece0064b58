import {
  AcceptInvitation,
  type Actor,
  ANONYMOUS,
  Appoint,
  CloseStaffAccount,
  ConfirmSecondFactor,
  EndSessionsOfStaff,
  EnrolSecondFactor,
  GetStaffAccount,
  InviteStaff,
  OpenSession,
  ReopenStaffAccount,
  RescueStaffAccount,
  ResetSecondFactor,
  ResolveSession,
  type RpcDefinition,
  SessionsOfStaff,
  type StaffAccountRequest,
  SYSTEM,
} from '@guantong/contracts';
import { authenticator } from '../testing/authenticator.js';
import { buildTree, type TestTree } from '../testing/build-tree.js';
import { type MembershipFixture, membershipFixture, PASSWORD } from '../testing/membership-fixture.js';

describe('accounts of staff', () => {
  let m: MembershipFixture;
  let tree: TestTree;
  beforeAll(async () => {
    m = await membershipFixture();
    tree = await buildTree(m);
  });
  afterAll(() => m.stop());
  beforeEach(async () => {
    await m.database.query(`delete from login_slowdown`);
  });

  const open = (login: string, secret = PASSWORD) => m.call(OpenSession, { login, secret }, ANONYMOUS);
  const actorOf = async (token: string) => (await m.call(ResolveSession, { token }, ANONYMOUS)).actor;
  const accept = (login: string, code: string, password: string) =>
    m.call(AcceptInvitation, { login, code, password, caller: {} }, ANONYMOUS);
  const GONE = { code: 'UNAUTHENTICATED' };
  const NEW = 'five ripe persimmons';

  it('begin with an invitation: nobody but the person ever knows the password', async () => {
    const made = { unitId: tree.street.id, role: 'cadre' as const, login: 'invited', displayName: '新同事' };
    const { accountId } = await m.call(Appoint, made, m.admin);
    expect(await m.call(GetStaffAccount, { accountId }, m.admin)).toMatchObject({
      login: 'invited',
      status: 'ACTIVE',
      hasPassword: false,
      secondFactor: false,
      appointments: [{ role: 'cadre' }],
    });
    await expect(open('invited', '')).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    await expect(open('invited', 'anything at all')).rejects.toMatchObject({ code: 'LOGIN_FAILED' });
    const older = await m.call(InviteStaff, { accountId }, m.admin);
    const { code } = await m.call(InviteStaff, { accountId }, m.admin);
    for (const wrong of [older.code, `${code.slice(0, -1)}#`]) {
      await expect(accept('invited', wrong, NEW)).rejects.toMatchObject({ code: 'INVITATION_INVALID' });
    }
    await expect(accept('admin', code, NEW)).rejects.toMatchObject({ code: 'INVITATION_INVALID' });
    await expect(accept('invited', code, 'woaini5201314')).rejects.toMatchObject({ code: 'PASSWORD_COMMON' });
    expect(await accept('Invited', code.toLowerCase().replaceAll('-', ' '), NEW)).toEqual({ accepted: true });
    await expect(accept('invited', code, 'another good one')).rejects.toMatchObject({ code: 'INVITATION_INVALID' });
    expect((await open('invited', NEW)).kind).toBe('STAFF');
    const [kept] = await m.database.query<{ text: string }>(
      `select coalesce(string_agg(i::text, ' '), '') || coalesce((select string_agg(k::text, ' ') from idempotency_key k), '') as text
         from staff_invitation i`,
    );
    expect(kept?.text).not.toContain(code);
  });

  it('get a new password by invitation; the old one and the sessions are void at once, and it runs out', async () => {
    const cadre = await m.staff(tree.site.id, 'cadre');
    const { token } = await open(cadre.login);
    const { code } = await m.call(InviteStaff, { accountId: cadre.accountId }, m.admin);
    await expect(actorOf(token)).rejects.toMatchObject(GONE);
    await expect(open(cadre.login)).rejects.toMatchObject({ code: 'LOGIN_FAILED' });
    await m.database.query(`update staff_invitation set expires_at = now() - interval '1 second'`);
    await expect(accept(cadre.login, code, NEW)).rejects.toMatchObject({ code: 'INVITATION_INVALID' });
  });

  it('are in the hands of administrators above, not beside, below or elsewhere, and never one’s own', async () => {
    const target = await m.staff(tree.street.id, 'administrator');
    const { accountId } = target;
    const strangers: Actor[] = [
      await m.staff(tree.street.id, 'administrator'), // beside
      await m.staff(tree.site.id, 'administrator'),
      await m.staff(tree.otherStreet.id, 'administrator'),
    ];
    const acts: RpcDefinition<StaffAccountRequest>[] = [
      GetStaffAccount,
      InviteStaff,
      ResetSecondFactor,
      CloseStaffAccount,
      SessionsOfStaff,
      EndSessionsOfStaff,
    ];
    for (const actor of strangers) {
      for (const act of acts)
        await expect(m.call(act, { accountId }, actor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    const cadre = await m.staff(tree.district.id, 'cadre');
    for (const act of acts)
      await expect(m.call(act, { accountId }, cadre)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    for (const act of [InviteStaff, ResetSecondFactor, CloseStaffAccount] as RpcDefinition<StaffAccountRequest>[]) {
      await expect(m.call(act, { accountId }, target)).rejects.toMatchObject({ code: 'NOT_YOURSELF' });
    }
    const above = await m.staff(tree.district.id, 'administrator');
    expect(await m.call(GetStaffAccount, { accountId }, above)).toMatchObject({ accountId });
    // somebody who also serves elsewhere is nobody's who does not reach there
    await m.call(Appoint, { unitId: tree.otherDistrict.id, role: 'cadre', login: target.login }, m.admin);
    await expect(m.call(InviteStaff, { accountId }, above)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(m.call(InviteStaff, { accountId }, m.admin)).resolves.toMatchObject({ login: target.login });
  });

  it('have a lost device reset from above, and then enrol anew', async () => {
    const { accountId, login } = await m.staff(tree.site.id, 'cadre');
    const actor = await actorOf((await open(login)).token);
    await expect(m.call(ResetSecondFactor, { accountId }, m.admin)).rejects.toMatchObject({
      code: 'SECOND_FACTOR_NOT_ENROLLED',
    });
    const app = authenticator(await m.call(EnrolSecondFactor, { password: PASSWORD }, actor));
    await m.call(ConfirmSecondFactor, { code: app() }, actor);
    await expect(open(login)).rejects.toMatchObject({ code: 'SECOND_FACTOR_NEEDED' });
    expect(await m.call(ResetSecondFactor, { accountId }, m.admin)).toMatchObject({ secondFactor: false });
    await expect(open(login)).resolves.toMatchObject({ kind: 'STAFF' });
    const written = await m.database.query(
      `select 1 from audit_entry where action = 'account.second-factor.reset' and account_id = $1 and $2 = any(subject_ids)`,
      [m.admin.accountId, accountId],
    );
    expect(written).toHaveLength(1);
  });

  it('show their sessions to an administrator above, who can end them', async () => {
    const { accountId, login } = await m.staff(tree.site.id, 'cadre');
    const { token } = await m.call(OpenSession, { login, secret: PASSWORD, device: 'PHONE_WECHAT' }, ANONYMOUS);
    const { items } = await m.call(SessionsOfStaff, { accountId }, m.admin);
    expect(items).toMatchObject([{ deviceName: '手机微信', methodName: '密码', current: false }]);
    expect((await m.call(EndSessionsOfStaff, { accountId }, m.admin)).items).toEqual([]);
    await expect(actorOf(token)).rejects.toMatchObject(GONE);
  });

  it('are closed with their appointments and sessions, and come back empty-handed', async () => {
    const { accountId, login } = await m.staff(tree.site.id, 'cadre');
    const { token } = await open(login);
    expect(await m.call(CloseStaffAccount, { accountId }, m.admin)).toMatchObject({
      status: 'CLOSED',
      appointments: [],
    });
    expect(await m.call(CloseStaffAccount, { accountId }, m.admin)).toMatchObject({ status: 'CLOSED' });
    await expect(actorOf(token)).rejects.toMatchObject(GONE);
    await expect(open(login)).rejects.toMatchObject({ code: 'LOGIN_FAILED' });
    await expect(m.call(InviteStaff, { accountId }, m.admin)).rejects.toMatchObject({ code: 'ACCOUNT_CLOSED' });
    const again = { unitId: tree.site.id, role: 'cadre' as const, login };
    await expect(m.call(Appoint, again, m.admin)).rejects.toMatchObject({ code: 'ACCOUNT_CLOSED' });
    expect(await m.call(ReopenStaffAccount, { accountId }, m.admin)).toMatchObject({
      status: 'ACTIVE',
      appointments: [],
    });
    expect((await actorOf((await open(login)).token)).appointments).toEqual([]);
    const written = await m.database.query<{ action: string }>(
      `select action from audit_entry where $1 = any(subject_ids) and action like 'account.%' order by id`,
      [accountId],
    );
    expect(written.map(({ action }) => action)).toEqual(['account.closed', 'account.reopened']);
  });

  it('of a unit’s last administrator stay open', async () => {
    const { accountId } = await m.staff(tree.otherSite.id, 'administrator');
    await expect(m.call(CloseStaffAccount, { accountId }, m.admin)).rejects.toMatchObject({
      code: 'LAST_ADMINISTRATOR',
    });
    expect(await m.call(GetStaffAccount, { accountId }, m.admin)).toMatchObject({
      status: 'ACTIVE',
      appointments: [{ role: 'administrator' }],
    });
  });

  it('that nobody is above are rescued by the operator of the system, and by nobody else', async () => {
    await expect(m.call(RescueStaffAccount, { login: 'admin' }, m.admin)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const { code, login } = await m.call(RescueStaffAccount, { login: 'Admin' }, SYSTEM);
    await expect(open('admin')).rejects.toMatchObject({ code: 'LOGIN_FAILED' });
    await accept(login, code, NEW);
    await expect(open('admin', NEW)).resolves.toMatchObject({ kind: 'STAFF' });
    await expect(m.call(RescueStaffAccount, { login: 'nobody' }, SYSTEM)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
