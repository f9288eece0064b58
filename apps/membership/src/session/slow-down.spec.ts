import { ANONYMOUS, OpenSession } from '@guantong/contracts';
import { type MembershipFixture, membershipFixture, PASSWORD } from '../testing/membership-fixture.js';
import { PER_ACCOUNT, PER_ADDRESS, waitAfter, waits } from './domain/slow-down.js';

describe('wrong log-ins', () => {
  let m: MembershipFixture;
  beforeAll(async () => {
    m = await membershipFixture();
  });
  afterAll(() => m.stop());
  beforeEach(async () => {
    await m.database.query(`delete from login_slowdown`);
  });

  const logIn = (login: string, secret: string, address?: string) =>
    m.call(OpenSession, { login, secret, ...(address && { address }) }, ANONYMOUS);
  const codeOf = (attempt: Promise<unknown>): Promise<string> =>
    attempt.then(
      () => 'in',
      (error: { code: string }) => error.code,
    );
  /** As if the wait had passed. */
  const waited = () => m.database.query(`update login_slowdown set blocked_until = now() - interval '1 second'`);

  it('wait longer each time, and never for good', () => {
    expect(waits(PER_ACCOUNT)).toEqual([0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60]);
    expect(waitAfter(1_000_000, PER_ACCOUNT)).toBe(60);
    expect(waitAfter(1_000_000, PER_ADDRESS)).toBe(300);
  });

  it('get the same answer whether the name or the password is wrong, known or not, and are slowed down alike', async () => {
    for (const login of ['admin', 'who-is-this', '14012341234']) {
      const codes: string[] = [];
      for (let i = 0; i < 8; i++) codes.push(await codeOf(logIn(login, 'wrong')));
      expect(codes).toEqual([
        ...Array.from({ length: 6 }, () => 'LOGIN_FAILED'),
        'TOO_MANY_REQUESTS',
        'TOO_MANY_REQUESTS',
      ]);
    }
  });

  it('cost as much work for a name nobody has as for a wrong password', async () => {
    const work: Record<string, number[]> = { admin: [], 'nobody-here': [] };
    for (let i = 0; i < 22; i++) {
      const login = i % 2 === 0 ? 'admin' : 'nobody-here';
      await m.database.query(`delete from login_slowdown`);
      const before = process.cpuUsage(); // of all threads, argon2's too; a busy machine does not change it
      await codeOf(logIn(login, 'wrong'));
      const { user, system } = process.cpuUsage(before);
      work[login]?.push((user + system) / 1000);
    }
    const [known = 0, unknown = 0] = Object.values(work).map((list) => list.toSorted((x, y) => x - y)[5]);
    expect(Math.max(known, unknown) / Math.min(known, unknown)).toBeLessThan(2);
    expect(unknown).toBeGreaterThan(5); // the hash was computed: without it some 2 ms
  });

  it('say how long to wait, and after the wait the right password opens and all is forgotten', async () => {
    for (let i = 0; i < 6; i++) await codeOf(logIn('admin', 'wrong'));
    await expect(logIn('admin', PASSWORD)).rejects.toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      params: { retryAfterSeconds: 1 },
    });
    await waited();
    expect((await logIn('admin', PASSWORD)).kind).toBe('STAFF');
    await expect(m.database.query(`select 1 from login_slowdown`)).resolves.toEqual([]);
  });

  it('count every one of a hundred at the same moment', async () => {
    const codes = await Promise.all(Array.from({ length: 60 }, () => codeOf(logIn('admin', 'wrong'))));
    expect(codes.filter((code) => code === 'LOGIN_FAILED').length).toBeLessThanOrEqual(6);
    expect(codes.filter((code) => code === 'TOO_MANY_REQUESTS').length).toBeGreaterThanOrEqual(54);
  });

  it('from one address at many names slow that address down, and no other', async () => {
    const codes: string[] = [];
    for (let i = 0; i < 33; i++) codes.push(await codeOf(logIn(`victim-${i}`, 'wrong', '203.0.113.7')));
    expect(codes.filter((code) => code === 'LOGIN_FAILED')).toHaveLength(31);
    expect(await codeOf(logIn('admin', PASSWORD, '203.0.113.7'))).toBe('TOO_MANY_REQUESTS');
    expect(await codeOf(logIn('admin', PASSWORD, '203.0.113.8'))).toBe('in');
    const [kept] = await m.database.query<{ text: string }>(
      `select string_agg(s::text, ' ') as text from login_slowdown s`,
    );
    expect(kept?.text).not.toContain('203.0.113');
  });

  it('an hour ago do not count', async () => {
    for (let i = 0; i < 6; i++) await codeOf(logIn('admin', 'wrong'));
    await m.database.query(
      `update login_slowdown set last_try_at = now() - interval '61 minutes', blocked_until = now()`,
    );
    for (let i = 0; i < 5; i++) expect(await codeOf(logIn('admin', 'wrong'))).toBe('LOGIN_FAILED');
  });
});
