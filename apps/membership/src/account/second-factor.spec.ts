import {
  type Actor,
  ANONYMOUS,
  Appoint,
  ChangePassword,
  ConfirmSecondFactor,
  EnrolSecondFactor,
  GetSecondFactor,
  OpenSession,
  PassSecondFactor,
  RemoveSecondFactor,
  RenewRecoveryCodes,
  ResolveSession,
  type Role,
  UnitAppointments,
} from '@guantong/contracts';
import { DomainError } from '@guantong/platform';
import { authenticator } from '../testing/authenticator.js';
import { buildTree, type TestTree } from '../testing/build-tree.js';
import { type MembershipFixture, membershipFixture, PASSWORD } from '../testing/membership-fixture.js';

describe('the second factor of staff', () => {
  let m: MembershipFixture;
  let tree: TestTree;
  beforeAll(async () => {
    m = await membershipFixture({ SECOND_FACTOR: 'required' });
    tree = await buildTree(m);
  });
  afterAll(() => m.stop());
  beforeEach(async () => {
    await m.database.query(`delete from login_slowdown`);
  });

  const WRONG = { code: 'SECOND_FACTOR_WRONG' };
  const open = (login: string, secret = PASSWORD) => m.call(OpenSession, { login, secret }, ANONYMOUS);
  const actorOf = async (token: string) => (await m.call(ResolveSession, { token }, ANONYMOUS)).actor;
  /** The challenge that a right password gives. */
  const challengeFor = async (login: string): Promise<string> => {
    await m.database.query(`delete from login_slowdown`);
    const error = await open(login).then(
      () => undefined,
      (refusal: DomainError) => refusal,
    );
    expect(error).toMatchObject({ code: 'SECOND_FACTOR_NEEDED' });
    return String(error?.params.challenge);
  };
  const pass = (challenge: string, code: string) =>
    m.call(PassSecondFactor, { challenge, code, caller: { device: 'COMPUTER' } }, ANONYMOUS);
  /** The step a code was taken of is over. */
  const laterOn = (accountId: string | null) =>
    m.database.query(`update second_factor set last_step = 0 where account_id = $1`, [accountId]);
  const person = async (role: Role): Promise<{ login: string; actor: Actor; token: string }> => {
    const login = `${role}-${Math.random().toString(36).slice(2)}`;
    await m.call(Appoint, { unitId: tree.street.id, role, login, displayName: '员工', password: PASSWORD }, m.admin);
    const { token } = await open(login);
    return { login, token, actor: await actorOf(token) };
  };
  const enrolled = async (role: Role = 'cadre') => {
    const { login, actor, token } = await person(role);
    const app = authenticator(await m.call(EnrolSecondFactor, { password: PASSWORD }, actor));
    const { items } = await m.call(ConfirmSecondFactor, { code: app() }, actor);
    await laterOn(actor.accountId);
    return { login, actor, token, app, recovery: items.map(({ code }) => code) };
  };
  const auditOf = async (accountId: string | null) =>
    (
      await m.database.query<{ action: string }>(
        `select action from audit_entry where account_id = $1 and action like 'account.%' order by id`,
        [accountId],
      )
    ).map(({ action }) => action);

  it('is needed before anything else where a role shows names, and the session says so', async () => {
    const { login, actor } = await person('cadre');
    expect(await open(login)).toMatchObject({ mustEnrol: true });
    expect(actor).toMatchObject({ mustEnrol: true, appointments: [] });
    await expect(m.call(UnitAppointments, { unitId: tree.street.id }, actor)).rejects.toMatchObject({
      code: 'SECOND_FACTOR_REQUIRED',
    });
    expect(await m.call(GetSecondFactor, {}, actor)).toEqual({
      enrolled: false,
      enrolledAt: null,
      required: true,
      recoveryCodesLeft: 0,
    });
  });

  it('is not needed by those who see numbers only', async () => {
    const { actor } = await person('analyst');
    expect(actor.mustEnrol).toBeUndefined();
    expect(actor.appointments).toEqual([{ unitId: tree.street.id, role: 'analyst' }]);
  });

  it('is enrolled with the password and confirmed by a first code; then the session can do its work', async () => {
    const { actor, token, login } = await person('cadre');
    const other = await open(login);
    await expect(m.call(EnrolSecondFactor, { password: 'not the password' }, actor)).rejects.toMatchObject({
      code: 'PASSWORD_WRONG',
    });
    const begun = await m.call(EnrolSecondFactor, { password: PASSWORD }, actor);
    expect(begun.uri).toMatch(new RegExp(`^otpauth://totp/.*secret=${begun.secret}`));
    const [kept] = await m.database.query<{ text: string }>(
      `select string_agg(f::text, ' ') as text from second_factor f`,
    );
    expect(kept?.text).not.toContain(begun.secret);
    const wrong = authenticator(begun)() === '000000' ? '000001' : '000000';
    await expect(m.call(ConfirmSecondFactor, { code: wrong }, actor)).rejects.toMatchObject(WRONG);
    await expect(open(login)).resolves.toMatchObject({ mustEnrol: true }); // begun is not enrolled
    const { items } = await m.call(ConfirmSecondFactor, { code: authenticator(begun)() }, actor);
    expect(new Set(items.map(({ code }) => code)).size).toBe(10);
    expect(await actorOf(token)).toMatchObject({ appointments: [{ role: 'cadre' }] });
    await expect(actorOf(other.token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(m.call(EnrolSecondFactor, { password: PASSWORD }, actor)).rejects.toMatchObject({
      code: 'SECOND_FACTOR_ENROLLED',
    });
    expect(await auditOf(actor.accountId)).toEqual(['account.second-factor.enrolled']);
  });

  it('comes after the password: the challenge is no session, and opens one with a code', async () => {
    const { login, app } = await enrolled();
    const challenge = await challengeFor(login);
    await expect(actorOf(challenge)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    const opened = await pass(challenge, app());
    expect(opened).toMatchObject({ kind: 'STAFF' });
    expect(opened.mustEnrol).toBeUndefined();
    expect((await actorOf(opened.token)).appointments).toHaveLength(1);
    await expect(open(login, 'not the password')).rejects.toMatchObject({ code: 'LOGIN_FAILED' });
  });

  it('takes a code once, in its own half minute or the ones beside it, and no other', async () => {
    const { login, actor, app } = await enrolled();
    const code = app();
    await pass(await challengeFor(login), code);
    await expect(pass(await challengeFor(login), code)).rejects.toMatchObject(WRONG);
    for (const steps of [-3, 3]) await expect(pass(await challengeFor(login), app(steps))).rejects.toMatchObject(WRONG);
    await laterOn(actor.accountId);
    await expect(pass(await challengeFor(login), app(-1))).resolves.toBeTruthy();
    await expect(pass(await challengeFor(login), app(1))).resolves.toBeTruthy();
    await expect(pass(await challengeFor(login), app(0))).rejects.toMatchObject(WRONG); // older than the last
  });

  it('takes a code once even when it comes twice at the same moment', async () => {
    const { login, app } = await enrolled();
    const challenges = [await challengeFor(login), await challengeFor(login)];
    const code = app();
    const both = await Promise.allSettled(challenges.map((challenge) => pass(challenge, code)));
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('lets a challenge be tried five times, within five minutes, and guessing is slowed down', async () => {
    const { login, app } = await enrolled();
    const wrong = app() === '000000' ? '000001' : '000000';
    const tried = await challengeFor(login);
    for (let n = 0; n < 5; n++) {
      await m.database.query(`delete from login_slowdown`);
      await expect(pass(tried, wrong)).rejects.toMatchObject(WRONG);
    }
    await m.database.query(`delete from login_slowdown`);
    await expect(pass(tried, app())).rejects.toMatchObject(WRONG);
    const late = await challengeFor(login);
    await m.database.query(`update login_challenge set expires_at = now() - interval '1 second'`);
    await expect(pass(late, app())).rejects.toMatchObject(WRONG);
    await m.database.query(`delete from login_slowdown`);
    const codes: string[] = [];
    for (let n = 0; n < 8; n++) {
      const refusal = await open(login).catch((error: DomainError) => error);
      const challenge = refusal instanceof DomainError ? String(refusal.params.challenge) : '';
      if (refusal instanceof DomainError) codes.push(refusal.code);
      codes.push(
        await pass(challenge, wrong).then(
          () => 'in',
          (error: DomainError) => error.code,
        ),
      );
    }
    // the waits double, so some of the eight have come too early, however slow the machine
    expect(new Set(codes)).toEqual(new Set(['SECOND_FACTOR_NEEDED', 'SECOND_FACTOR_WRONG', 'TOO_MANY_REQUESTS']));
  });

  it('has ten recovery codes, each good once, kept as hashes, and renewed with a code', async () => {
    const { login, actor, app, recovery } = await enrolled();
    const [first = '', second = ''] = recovery;
    const opened = await pass(await challengeFor(login), first.toLowerCase().replace('-', ' '));
    expect(opened.token).toBeTruthy();
    await expect(pass(await challengeFor(login), first)).rejects.toMatchObject(WRONG);
    expect(await m.call(GetSecondFactor, {}, actor)).toMatchObject({ recoveryCodesLeft: 9 });
    const [kept] = await m.database.query<{ text: string }>(
      `select string_agg(c::text, ' ') as text from recovery_code c`,
    );
    for (const code of recovery) expect(kept?.text).not.toContain(code);
    const { items } = await m.call(RenewRecoveryCodes, { code: app() }, actor);
    expect(items).toHaveLength(10);
    await expect(pass(await challengeFor(login), second)).rejects.toMatchObject(WRONG);
    await expect(pass(await challengeFor(login), items[0]?.code ?? '')).resolves.toBeTruthy();
  });

  it('is removed with a code, and a role that needs one is then back to enrolling', async () => {
    const { login, actor, app, token } = await enrolled();
    await expect(m.call(RemoveSecondFactor, { code: '000000' }, actor)).rejects.toMatchObject(WRONG);
    expect(await m.call(RemoveSecondFactor, { code: app() }, actor)).toMatchObject({ enrolled: false, required: true });
    expect(await actorOf(token)).toMatchObject({ mustEnrol: true, appointments: [] });
    expect(await open(login)).toMatchObject({ mustEnrol: true });
    expect(await auditOf(actor.accountId)).toEqual(['account.second-factor.enrolled', 'account.second-factor.removed']);
  });

  it('is asked for as soon as somebody is given a role that needs it', async () => {
    const { login, token } = await person('analyst');
    await m.call(Appoint, { unitId: tree.street.id, role: 'publisher', login }, m.admin);
    expect(await actorOf(token)).toMatchObject({ mustEnrol: true, appointments: [] });
  });

  it('does not stand in the way of a change of password, which ends the other sessions', async () => {
    const { actor, login, app, token } = await enrolled();
    const other = await pass(await challengeFor(login), app());
    const change = (present: string, password: string) => m.call(ChangePassword, { present, password }, actor);
    await expect(change('not the password', 'three unrelated words')).rejects.toMatchObject({ code: 'PASSWORD_WRONG' });
    await expect(change(PASSWORD, 'password1234')).rejects.toMatchObject({ code: 'PASSWORD_COMMON' });
    await change(PASSWORD, 'three unrelated words');
    await expect(actorOf(other.token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(actorOf(token)).resolves.toBeTruthy();
    await expect(open(login)).rejects.toMatchObject({ code: 'LOGIN_FAILED' });
    await expect(open(login, 'three unrelated words')).rejects.toMatchObject({ code: 'SECOND_FACTOR_NEEDED' });
  });
});

describe('the second factor, where it is only offered', () => {
  let m: MembershipFixture;
  beforeAll(async () => {
    m = await membershipFixture();
  });
  afterAll(() => m.stop());

  it('leaves a password enough, until somebody enrols', async () => {
    const { token, mustEnrol } = await m.call(OpenSession, { login: 'admin', secret: PASSWORD }, ANONYMOUS);
    expect(mustEnrol).toBeUndefined();
    const { actor } = await m.call(ResolveSession, { token }, ANONYMOUS);
    expect(actor.appointments).toHaveLength(1);
    const app = authenticator(await m.call(EnrolSecondFactor, { password: PASSWORD }, actor));
    await m.call(ConfirmSecondFactor, { code: app() }, actor);
    await expect(m.call(OpenSession, { login: 'admin', secret: PASSWORD }, ANONYMOUS)).rejects.toMatchObject({
      code: 'SECOND_FACTOR_NEEDED',
    });
  });
});
