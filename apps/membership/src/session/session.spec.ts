import {
  type Actor,
  ANONYMOUS,
  CloseSession,
  EndSession,
  GetOwnRecord,
  IssueAccessCode,
  OpenSession,
  OpenSessionByUnionCode,
  OwnSessions,
  ResolveSession,
  SetWorkerPassword,
  UnitWorkers,
} from '@guantong/contracts';
import { buildRosterCells, csvFile } from '../testing/build-roster.js';
import { buildTree, type TestTree } from '../testing/build-tree.js';
import { importFile } from '../testing/import-file.js';
import { type MembershipFixture, membershipFixture, PASSWORD } from '../testing/membership-fixture.js';

describe('sessions', () => {
  let m: MembershipFixture;
  let tree: TestTree;
  let cadre: Actor;
  const workerIds: string[] = [];
  beforeAll(async () => {
    m = await membershipFixture();
    tree = await buildTree(m);
    cadre = await m.staff(tree.site.id, 'cadre');
    const rows = Array.from({ length: 8 }, (_, n) =>
      buildRosterCells(n, tree.site.code, n >= 6 ? { 手机号: '14066660000' } : {}),
    );
    await importFile(m, { file: csvFile(rows), actor: m.admin });
    const { items } = await m.call(UnitWorkers, { unitId: tree.site.id }, m.admin);
    workerIds.push(...items.map((worker) => worker.workerId));
  });
  afterAll(() => m.stop());

  const logIn = (login: string, secret: string, address?: string) =>
    m.call(OpenSession, { login, secret, ...(address && { address }) }, ANONYMOUS);
  const actorOf = async (token: string) => (await m.call(ResolveSession, { token }, ANONYMOUS)).actor;
  const phone = (n: number) => `140${String(n).padStart(8, '0')}`;
  const card = (n: number) => `JK${String(n).padStart(10, '0')}`;
  const id = (n: number) => workerIds[n] ?? '';
  const FAILED = { code: 'LOGIN_FAILED' };
  const WRONG = { code: 'UNION_CODE_WRONG' };
  const nameOf = (n: number) => String(buildRosterCells(n, '')[0]);
  const byCode = (n: number, code: string, over: Partial<{ name: string; card: string }> = {}) =>
    m.call(OpenSessionByUnionCode, { name: nameOf(n), card: card(n), code, ...over, caller: {} }, ANONYMOUS);

  it('open with the right password, name whom they stand for, and keep no token', async () => {
    const { token, kind, displayName, expiresAt } = await logIn(' ADMIN ', PASSWORD);
    expect([kind, displayName]).toEqual(['STAFF', '王管理']);
    expect(new Date(expiresAt).getTime() - Date.now()).toBeGreaterThan(11.9 * 3_600_000);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(await actorOf(token)).toMatchObject({
      kind: 'STAFF',
      accountId: m.admin.accountId,
      appointments: [{ unitId: m.cityId, role: 'administrator' }],
      worker: null,
    });
    const [kept] = await m.database.query<{ text: string }>(`select string_agg(s::text, ' ') as text from session s`);
    expect(kept?.text).not.toContain(token);
  });

  it('let a worker in by name, card and a code from the union, which works once', async () => {
    const { code, expiresAt } = await m.call(IssueAccessCode, { workerId: id(0) }, cadre);
    expect(code).toMatch(/^\d{4} \d{4} \d{4}$/);
    expect(new Date(expiresAt).getTime() - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
    const { token, kind } = await byCode(0, code.replaceAll(' ', ''), { card: `+86 ${phone(0)}` });
    expect(kind).toBe('WORKER');
    const actor = await actorOf(token);
    expect(actor.worker).toEqual({ id: id(0), unitId: tree.site.id, slot: 0 });
    const own = await m.call(GetOwnRecord, {}, actor);
    expect(own).toMatchObject({ phone: phone(0), cardNumber: card(0), unit: { name: tree.site.name } });
    expect(own.breadcrumbs).toHaveLength(4);
    await expect(byCode(0, code)).rejects.toMatchObject(WRONG);
    const [kept] = await m.database.query<{ text: string | null }>(
      `select string_agg(c::text, ' ') || coalesce((select string_agg(k::text, ' ') from idempotency_key k), '') as text from access_code c`,
    );
    expect(kept?.text ?? '').not.toContain(code.replaceAll(' ', ''));
  });

  it('take a code once even when it is used twice at the same moment, and not when a newer one was issued', async () => {
    const older = await m.call(IssueAccessCode, { workerId: id(1) }, cadre);
    const { code } = await m.call(IssueAccessCode, { workerId: id(1) }, cadre);
    await expect(byCode(1, older.code)).rejects.toMatchObject(WRONG);
    const both = await Promise.allSettled([byCode(1, code, { card: card(1).toLowerCase() }), byCode(1, code)]);
    expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('need the right name to a code, however it is written, and no code is a password', async () => {
    const { code } = await m.call(IssueAccessCode, { workerId: id(5) }, cadre);
    await expect(byCode(5, code, { name: '别人' })).rejects.toMatchObject(WRONG);
    await expect(byCode(5, code, { card: card(4) })).rejects.toMatchObject(WRONG);
    await expect(logIn(card(5), code)).rejects.toMatchObject(FAILED);
    expect((await byCode(5, code, { name: ` ${nameOf(5)[0]} ${nameOf(5).slice(1)}` })).kind).toBe('WORKER');
  });

  it('do not open with a code that has run out', async () => {
    const { code } = await m.call(IssueAccessCode, { workerId: id(2) }, cadre);
    await m.database.query(`update access_code set expires_at = now() - interval '1 second'`);
    await expect(byCode(2, code)).rejects.toMatchObject(WRONG);
  });

  it('open with a password that an administrator has set, which ends the older sessions', async () => {
    const { code } = await m.call(IssueAccessCode, { workerId: id(3) }, cadre);
    const { token } = await byCode(3, code);
    await m.call(SetWorkerPassword, { workerId: id(3), password: 'demo-password' }, m.admin);
    await expect(actorOf(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect((await logIn(card(3), 'demo-password')).kind).toBe('WORKER');
  });

  it('need the card where two workers share a phone', async () => {
    for (const n of [6, 7]) await m.call(SetWorkerPassword, { workerId: id(n), password: 'demo-password' }, m.admin);
    await expect(logIn('14066660000', 'demo-password')).rejects.toMatchObject(FAILED);
    expect((await logIn(card(7), 'demo-password')).kind).toBe('WORKER');
  });

  it('end for a worker who has left the union', async () => {
    await m.call(SetWorkerPassword, { workerId: id(4), password: 'demo-password' }, m.admin);
    const { token } = await logIn(card(4), 'demo-password');
    await m.database.query(`update worker set status = 'LEFT' where id = $1`, [id(4)]);
    await expect(actorOf(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(logIn(card(4), 'demo-password')).rejects.toMatchObject(FAILED);
  });

  it('give the code and the password only to whoever may', async () => {
    const foreign = await m.staff(tree.otherSite.id, 'cadre');
    await expect(m.call(IssueAccessCode, { workerId: id(0) }, foreign)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const above = await m.staff(tree.street.id, 'cadre'); // a cadre's reach here is the own unit
    await expect(m.call(IssueAccessCode, { workerId: id(0) }, above)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      m.call(SetWorkerPassword, { workerId: id(0), password: 'demo-password' }, cadre),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const beside = await m.staff(tree.otherStreet.id, 'administrator');
    await expect(
      m.call(SetWorkerPassword, { workerId: id(0), password: 'demo-password' }, beside),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('can be listed and ended by their owner, and by nobody else', async () => {
    const one = await actorOf((await logIn('admin', PASSWORD)).token);
    const secondToken = (await logIn('admin', PASSWORD)).token;
    const two = await actorOf(secondToken);
    const { items } = await m.call(OwnSessions, {}, one);
    expect(items.filter((s) => s.current).map((s) => s.sessionId)).toEqual([one.sessionId]);
    await expect(m.call(EndSession, { sessionId: two.sessionId ?? '' }, cadre)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const left = await m.call(EndSession, { sessionId: two.sessionId ?? '' }, one);
    expect(left.items.map((s) => s.sessionId)).not.toContain(two.sessionId);
    await expect(actorOf(secondToken)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('close for good, end when they run out, and stay open while they are used', async () => {
    const { token } = await logIn('admin', PASSWORD);
    await m.call(CloseSession, { token }, ANONYMOUS);
    await m.call(CloseSession, { token }, ANONYMOUS);
    await expect(actorOf(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(actorOf('never-a-token')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });

    const used = (await logIn('admin', PASSWORD)).token;
    const { sessionId } = await actorOf(used);
    await m.database.query(
      `update session set last_seen_at = now() - interval '11 hours', expires_at = now() + interval '1 hour' where id = $1`,
      [sessionId],
    );
    await actorOf(used);
    const [row] = await m.database.query<{ hours: number }>(
      `select extract(epoch from expires_at - now())::float / 3600 as hours from session where id = $1`,
      [sessionId],
    );
    expect(row?.hours).toBeGreaterThan(11.9);
    await m.database.query(`update session set expires_at = now() - interval '1 second' where id = $1`, [sessionId]);
    await expect(actorOf(used)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
