import {
  type Actor,
  ConfirmSecondFactor,
  fail,
  GetOwnAccount,
  OpenedSession,
  OpenSession,
  OpenSessionByPhoneCode,
  PassSecondFactor,
  ResolveSession,
} from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { eventually } from '@guantong/testing';
import type { Problem } from '../errors/problem.js';
import { buildStaff } from '../testing/build-actors.js';
import { type GatewayFixture, gatewayFixture } from '../testing/gateway-fixture.js';

const session = (token: string): OpenedSession => ({
  token,
  expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
  kind: 'STAFF',
  displayName: '王管理',
});

describe('logging in', () => {
  let gateway: GatewayFixture;
  beforeAll(async () => {
    gateway = await gatewayFixture([], { TRUSTED_PROXIES: '127.0.0.1', OPEN_WRITES_PER_MINUTE: 1_000_000 });
  });
  afterAll(() => gateway.stop());

  const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const response = await fetch(gateway.url + path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
    return { status: response.status, body: (await response.json()) as Partial<Problem & OpenedSession>, response };
  };
  const from = (address: string) => ({ 'x-forwarded-for': address });
  const logIn = (login: string, address: string) =>
    post('/api/open/sessions', { login, secret: 'a secret' }, from(address));

  it('in two steps: a right password gives a challenge and no cookie, the code gives the session', async () => {
    const seen: object[] = [];
    gateway.services.on(OpenSession, (request) => {
      seen.push(request);
      throw fail('SECOND_FACTOR_NEEDED', { challenge: 'the-challenge', expiresInSeconds: 300 });
    });
    gateway.services.on(PassSecondFactor, ({ challenge, code, caller }) => {
      seen.push(caller);
      if (challenge !== 'the-challenge' || code !== '123456') throw fail('SECOND_FACTOR_WRONG');
      return session('token-after-both-steps');
    });
    const first = await post('/api/open/sessions', { login: 'a', secret: 'b' }, { 'user-agent': 'curl/8.5' });
    expect(first).toMatchObject({
      status: 202,
      body: { challenge: 'the-challenge', hint: expect.any(String) as string },
    });
    expect(first.response.headers.get('set-cookie')).toBeNull();
    expect(first.body.token).toBeUndefined();
    const step = (code: string) => post('/api/open/sessions/second-factor', { challenge: 'the-challenge', code });
    expect(await step('654321')).toMatchObject({ status: 401, body: { code: 'SECOND_FACTOR_WRONG' } });
    const second = await step('123456');
    expect(second).toMatchObject({ status: 201, body: { token: 'token-after-both-steps' } });
    expect(second.response.headers.get('set-cookie')).toMatch(/^guantong=token-after-both-steps;/);
    expect(seen[0]).toMatchObject({ device: 'PROGRAM', address: '127.0.0.1' });
    expect(seen[1]).toMatchObject({ device: 'PROGRAM', address: '127.0.0.1' });
  });

  it('by phone gives no session, and no cookie, while it is asked who it is', async () => {
    gateway.services.on(OpenSessionByPhoneCode, ({ code }) =>
      code === '111111'
        ? { session: null, choice: { challenge: 'c', people: [{ workerId: newId(), name: '王', unitName: '工会' }] } }
        : { session: session('token-by-phone-code'), choice: null },
    );
    const byCode = (code: string) => post('/api/open/sessions/phone-code', { phone: '14000000000', code });
    const asked = await byCode('111111');
    expect(asked).toMatchObject({ status: 201, body: { session: null } });
    expect(asked.response.headers.get('set-cookie')).toBeNull();
    expect((await byCode('222222')).response.headers.get('set-cookie')).toMatch(/^guantong=token-by-phone-code;/);
  });

  it('lets a session that must enrol a second factor do that, says so everywhere else, and lets it go on at once', async () => {
    const actor = buildStaff();
    const limited: Actor = { ...actor, appointments: [], mustEnrol: true };
    const token = gateway.login(limited);
    const headers = { authorization: `Bearer ${token}` };
    gateway.services.on(GetOwnAccount, () => ({ accountId: newId(), login: 'a', displayName: '王', appointments: [] }));
    gateway.services.on(ConfirmSecondFactor, () => {
      gateway.sessions.set(token, actor);
      return { items: [{ code: 'AAAAA-BBBBB' }] };
    });
    const get = async (path: string) => {
      const response = await fetch(gateway.url + path, { headers });
      return [response.status, ((await response.json()) as Partial<Problem>).code];
    };
    expect(await get('/api/desk/me')).toEqual([200, undefined]);
    for (const path of ['/api/desk/me/sessions', '/api/desk/posts', '/api/desk/units', '/api/desk/api-tokens']) {
      expect(await get(path)).toEqual([403, 'SECOND_FACTOR_REQUIRED']);
    }
    const current = await fetch(`${gateway.url}/api/open/sessions/current`, { headers });
    expect(await current.json()).toMatchObject({ mustEnrol: true });
    await post('/api/desk/me/second-factor/confirmation', { code: '123456' }, headers);
    expect((await get('/api/desk/me/sessions'))[1]).not.toBe('SECOND_FACTOR_REQUIRED');
  });

  describe('in a flood', () => {
    const blocked = new Set<string>();
    let asked = 0;
    let answersAfter = Promise.resolve();
    /** As membership answers: who has tried too often waits, by account or by address. */
    beforeAll(() => {
      gateway.services.on(OpenSession, async ({ login, address }) => {
        asked++;
        await answersAfter;
        if (blocked.has(login)) throw fail('TOO_MANY_REQUESTS', { retryAfterSeconds: 3000, blocked: 'ACCOUNT' });
        if (blocked.has(address ?? ''))
          throw fail('TOO_MANY_REQUESTS', { retryAfterSeconds: 3000, blocked: 'ADDRESS' });
        return session('token-of-somebody-else');
      });
      gateway.services.on(ResolveSession, () => ({ actor: buildStaff() }));
    });
    beforeEach(() => {
      asked = 0;
    });
    const flood = async (work: (n: number) => ReturnType<typeof logIn>) => {
      const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => work(n)));
      return new Set(answers.map(({ status, response }) => `${status} ${response.headers.get('retry-after')}`));
    };

    it('at one account from everywhere, it is turned away here, and others get in', async () => {
      blocked.add('victim');
      expect((await logIn('Victim ', '198.51.100.1')).status).toBe(201); // the control: another spelling is not yet known
      expect((await logIn('victim', '198.51.100.1')).status).toBe(429);
      asked = 0;
      const statuses = await flood((n) => logIn(' VICTIM', `198.51.100.${n}`));
      expect([...statuses].every((status) => /^429 \d+$/.test(status))).toBe(true);
      expect(asked).toBe(0);
      expect((await logIn('somebody-else', '198.51.100.1')).status).toBe(201);
      expect(asked).toBe(1);
    });

    it('from one address at everybody, it is turned away here, and others get in', async () => {
      blocked.add('203.0.113.7');
      expect((await logIn('first', '203.0.113.7')).status).toBe(429);
      asked = 0;
      const statuses = await flood((n) => logIn(`login-${n}`, '203.0.113.7'));
      expect([...statuses].every((status) => /^429 \d+$/.test(status))).toBe(true);
      expect(asked).toBe(0);
      expect((await logIn('login-1', '203.0.113.8')).status).toBe(201);
    });

    it('that membership has not told to wait, it is asked about each time', async () => {
      await flood((n) => logIn(`free-${n}`, '192.0.2.1'));
      expect(asked).toBe(100);
    });

    it('of one address membership has four at a time, a hundred wait, and who comes then is turned away', async () => {
      let answer = (): void => undefined;
      answersAfter = new Promise((resolve) => {
        answer = resolve;
      });
      const statuses: number[] = [];
      const all = Array.from({ length: 120 }, async (_, n) => {
        const { status } = await logIn(`slow-${n}`, '192.0.2.2');
        statuses.push(status);
      });
      await eventually(() => expect(statuses).toHaveLength(16));
      expect(asked).toBe(4);
      answer();
      await Promise.all(all);
      expect(statuses.filter((status) => status === 429)).toHaveLength(16);
      expect(statuses.filter((status) => status === 201)).toHaveLength(104);
    });
  });
});
