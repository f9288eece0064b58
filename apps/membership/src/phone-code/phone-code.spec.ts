import {
  ANONYMOUS,
  ChangePassword,
  ChoosePerson,
  OpenSession,
  OpenSessionByPhoneCode,
  OwnSessions,
  RequestPhoneCode,
  ResolveSession,
  UnitWorkers,
} from '@guantong/contracts';
import { DomainError } from '@guantong/platform';
import { eventually } from '@guantong/testing';
import { type RunningSmsGateway, startSmsGateway } from '../../../../simulators/sms-gateway/sms-gateway.js';
import { buildRosterCells, csvFile } from '../testing/build-roster.js';
import { buildTree } from '../testing/build-tree.js';
import { importFile } from '../testing/import-file.js';
import { type MembershipFixture, membershipFixture } from '../testing/membership-fixture.js';

const SECRET = 'a secret between us and the gateway';
const SMS = { accessKeyId: 'guantong', accessKeySecret: SECRET, signName: '贯通工会' };
const TEMPLATES = { SMS_LOGIN_CODE: '验证码{code}' };
const SHARED = '14066660000';

describe('logging in by phone', () => {
  let m: MembershipFixture;
  let gateway: RunningSmsGateway;
  beforeAll(async () => {
    gateway = await startSmsGateway({ ...SMS, templates: TEMPLATES, limits: [] });
    m = await membershipFixture({
      SMS_GATEWAY_URL: gateway.url,
      SMS_ACCESS_KEY_ID: SMS.accessKeyId,
      SMS_ACCESS_KEY_SECRET: SECRET,
      SMS_POLL_MS: '50',
    });
    const tree = await buildTree(m);
    const rows = Array.from({ length: 8 }, (_, n) =>
      buildRosterCells(n, tree.site.code, n >= 6 ? { 手机号: SHARED } : {}),
    );
    await importFile(m, { file: csvFile(rows), actor: m.admin });
    const { items } = await m.call(UnitWorkers, { unitId: tree.site.id }, m.admin);
    for (let n = 0; n < rows.length; n++) {
      const name = String(buildRosterCells(n, '')[0]);
      names.push(name);
      workerIds.push(items.find((item) => item.name === name)?.workerId ?? '');
    }
  });
  afterAll(async () => {
    await m.stop();
    await gateway.stop();
  });
  beforeEach(async () => {
    gateway.breakDown(false);
    await m.database.query(`delete from login_slowdown`);
  });

  const names: string[] = [];
  const workerIds: string[] = [];
  const WRONG = { code: 'PHONE_CODE_WRONG' };
  const LIMITED = { code: 'TOO_MANY_REQUESTS' };
  const phone = (n: number) => `140${String(n).padStart(8, '0')}`;
  const ask = (number: string, address?: string) =>
    m.call(RequestPhoneCode, { phone: number, caller: address ? { address } : {} }, ANONYMOUS);
  const logIn = (number: string, code: string) =>
    m.call(OpenSessionByPhoneCode, { phone: number, code, caller: { device: 'PHONE' } }, ANONYMOUS);
  const codeAt = (number: string): Promise<string> =>
    eventually(() => {
      const code = /\d{6}/.exec(gateway.messages(number)[0]?.text ?? '')?.[0];
      if (!code) throw new Error('no message yet');
      return Promise.resolve(code);
    });
  /** As if the minute had passed. */
  const minuteLater = () => m.database.query(`update phone_code set issued_at = issued_at - interval '61 seconds'`);
  const rowsOf = (state: string) => m.database.query(`select 1 from sms_message where state = $1`, [state]);
  const actorOf = async (token = '') => (await m.call(ResolveSession, { token }, ANONYMOUS)).actor;

  it('works with the code that arrives, once, without a password or anything set up before', async () => {
    const asked = await ask(`+86 ${phone(0)}`);
    expect(asked).toMatchObject({ againAfterSeconds: 60, smsWorks: true });
    const code = await codeAt(phone(0));
    expect(gateway.messages(phone(0))).toHaveLength(1);
    const { session, choice } = await logIn(phone(0), code);
    expect([session?.kind, session?.displayName, choice]).toEqual(['WORKER', names[0], null]);
    const actor = await actorOf(session?.token);
    expect(actor.worker?.id).toBe(workerIds[0]);
    const { items } = await m.call(OwnSessions, {}, actor);
    expect(items).toMatchObject([{ methodName: '短信验证码', deviceName: '手机浏览器', current: true }]);
    await expect(logIn(phone(0), code)).rejects.toMatchObject(WRONG);
  });

  it('keeps neither code nor number of what was sent, and hears that it arrived', async () => {
    await ask(phone(1));
    const code = await codeAt(phone(1));
    await eventually(async () => {
      const rows = await m.database.query<{ state: string; text: string }>(
        `select state, s::text as text from sms_message s where phone_encrypted is null order by id desc limit 1`,
      );
      expect(rows).toMatchObject([{ state: 'DELIVERED' }]);
      expect(rows[0]?.text).not.toContain(code);
    });
    const [kept] = await m.database.query<{ text: string }>(
      `select string_agg(c::text, ' ') as text from phone_code c`,
    );
    expect(kept?.text).not.toContain(code);
  });

  it('answers alike for a number that nobody has, sends nothing, and limits it alike', async () => {
    const known = await ask(phone(2));
    const unknown = await ask('15999999999');
    expect({ ...unknown, expiresAt: '' }).toEqual({ ...known, expiresAt: '' });
    const refusals = await Promise.all([phone(2), '15999999999'].map((one) => ask(one).catch((e: DomainError) => e)));
    expect(refusals).toMatchObject([LIMITED, LIMITED]);
    await codeAt(phone(2));
    expect(gateway.messages('15999999999')).toEqual([]);
    await expect(logIn('15999999999', '123456')).rejects.toMatchObject(WRONG);
    const kept = await m.database.query<{ phone: Buffer | null }>(
      `select phone_encrypted as phone from sms_message where state = 'NOBODY'`,
    );
    expect(kept).toEqual([{ phone: null }]);
    await expect(ask('12')).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('lets a code be tried five times, for five minutes, and the last one sent alone', async () => {
    await ask(phone(3));
    const first = await codeAt(phone(3));
    const wrong = first === '000000' ? '000001' : '000000';
    for (let n = 0; n < 5; n++) {
      await m.database.query(`delete from login_slowdown`);
      await expect(logIn(phone(3), wrong)).rejects.toMatchObject(WRONG);
    }
    await m.database.query(`delete from login_slowdown`);
    await expect(logIn(phone(3), first)).rejects.toMatchObject(WRONG);
    await minuteLater();
    await ask(phone(3));
    await eventually(() => Promise.resolve(expect(gateway.messages(phone(3))).toHaveLength(2)));
    const second = await codeAt(phone(3));
    const stale = second === first ? wrong : first; // once in a million they are the same
    await expect(logIn(phone(3), stale)).rejects.toMatchObject(WRONG);
    await m.database.query(`update phone_code set expires_at = now() - interval '1 second'`);
    await expect(logIn(phone(3), second)).rejects.toMatchObject(WRONG);
  });

  it('opens one session for a code that is sent twice at the same moment', async () => {
    await minuteLater();
    await ask(phone(5));
    const code = await codeAt(phone(5));
    const both = await Promise.allSettled([logIn(phone(5), code), logIn(phone(5), code)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('sends one message to a number that is asked for ten times at once', async () => {
    const number = '15911110000';
    const all = await Promise.allSettled(Array.from({ length: 10 }, () => ask(number)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('allows a number five codes an hour, and an address sixty', async () => {
    const results: string[] = [];
    for (let n = 0; n < 6; n++) {
      results.push(
        await ask('15922220000').then(
          () => 'sent',
          (error: DomainError) => error.code,
        ),
      );
      await minuteLater();
    }
    expect(results).toEqual([...Array.from({ length: 5 }, () => 'sent'), 'TOO_MANY_REQUESTS']);
    const many = await Promise.allSettled(
      Array.from({ length: 61 }, (_, n) => ask(`1593333${String(n).padStart(4, '0')}`, '203.0.113.9')),
    );
    // several at the same moment may each see the last place free; one after the other they do not
    expect(many.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(60);
    await expect(ask('15944440000', '203.0.113.9')).rejects.toMatchObject(LIMITED);
    await expect(ask('15944440000', '203.0.113.10')).resolves.toBeTruthy();
  });

  it('asks who it is where two share a number, and shows the names to nobody without the code', async () => {
    await ask(SHARED);
    const code = await codeAt(SHARED);
    const wrong = code === '000000' ? '000001' : '000000';
    const refusal = await logIn(SHARED, wrong).catch((error: DomainError) => error);
    expect(JSON.stringify(refusal)).not.toContain(names[6]);
    const { session, choice } = await logIn(SHARED, code);
    expect(session).toBeNull();
    expect(new Set(choice?.people.map(({ name }) => name))).toEqual(new Set([names[6], names[7]]));
    const choose = (workerId = '') =>
      m.call(ChoosePerson, { challenge: choice?.challenge ?? '', workerId, caller: {} }, ANONYMOUS);
    await expect(choose(workerIds[0])).rejects.toMatchObject({ code: 'CHOICE_INVALID' });
    const chosen = await choose(workerIds[7]);
    expect((await actorOf(chosen.token)).worker?.id).toBe(workerIds[7]);
    await expect(choose(workerIds[6])).rejects.toMatchObject({ code: 'CHOICE_INVALID' });
    await expect(actorOf(choice?.challenge)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('sends when the gateway is back, says meanwhile what else to do, and sends nothing late', async () => {
    gateway.breakDown(true);
    await ask(phone(4));
    await eventually(async () =>
      expect(await m.database.query(`select 1 from sms_message where gateway_works = false`)).toHaveLength(1),
    );
    const asked = await ask('15955550000');
    expect(asked).toMatchObject({ smsWorks: false, hint: expect.stringContaining('登录码') as string });
    gateway.breakDown(false);
    expect(await codeAt(phone(4))).toMatch(/^\d{6}$/);

    gateway.breakDown(true);
    await minuteLater();
    await ask(phone(4));
    await eventually(async () => expect(await rowsOf('QUEUED')).toHaveLength(1));
    await m.database.query(`update sms_message set send_before = now() where state = 'QUEUED'`);
    await eventually(async () => expect(await rowsOf('EXPIRED')).toHaveLength(1));
    gateway.breakDown(false);
    await m.database.query(`update sms_message set next_attempt_at = now()`);
    await minuteLater();
    await ask(phone(1)); // one that comes later is sent, so the queue has been worked through
    await eventually(() => Promise.resolve(expect(gateway.messages(phone(1))).toHaveLength(2)));
    expect(gateway.messages(phone(4))).toHaveLength(1);
  });

  it('lets a worker set a password, for which the present one is asked from then on', async () => {
    await minuteLater();
    await ask(phone(2));
    await eventually(() => Promise.resolve(expect(gateway.messages(phone(2))).toHaveLength(2)));
    const { session } = await logIn(phone(2), await codeAt(phone(2)));
    const actor = await actorOf(session?.token);
    await expect(m.call(ChangePassword, { password: '12345678901' }, actor)).rejects.toBeInstanceOf(DomainError);
    await m.call(ChangePassword, { password: '桃花开了去爬香山好吗' }, actor);
    await expect(m.call(ChangePassword, { password: 'another good one' }, actor)).rejects.toMatchObject({
      code: 'PASSWORD_WRONG',
    });
    const opened = await m.call(OpenSession, { login: phone(2), secret: '桃花开了去爬香山好吗' }, ANONYMOUS);
    expect(opened.kind).toBe('WORKER');
  });
});

describe('logging in by phone without a gateway', () => {
  it('says to ask the union for a code', async () => {
    const m = await membershipFixture();
    try {
      await expect(m.call(RequestPhoneCode, { phone: '14000000000', caller: {} }, ANONYMOUS)).rejects.toMatchObject({
        code: 'PHONE_CODES_OFF',
      });
    } finally {
      await m.stop();
    }
  });
});
