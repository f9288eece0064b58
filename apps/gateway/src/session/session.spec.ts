import { CloseSession, fail, OpenSession, type Actor } from '@guantong/contracts';
import { eventually } from '@guantong/testing';
import { Controller, Get, Post } from '@nestjs/common';
import type { Problem } from '../errors/problem.js';
import { buildStaff, buildWorker } from '../testing/build-actors.js';
import { type GatewayFixture, gatewayFixture } from '../testing/gateway-fixture.js';
import { ForStaff, ForWorker, Open } from './access.js';
import { HttpActor } from './http-actor.js';
import { ResolveSession } from '@guantong/contracts';

@Controller('api/probes')
class ProbeController {
  @Get('forgotten')
  forgotten() {
    return {};
  }
  @Get('open')
  @Open()
  open(@HttpActor() actor: Actor) {
    return { kind: actor.kind };
  }
  @Get('worker')
  @ForWorker()
  worker(@HttpActor() actor: Actor) {
    return { kind: actor.kind, unitId: actor.worker?.unitId };
  }
  @Get('staff')
  @ForStaff('any')
  staff(@HttpActor() actor: Actor) {
    return { kind: actor.kind };
  }
  @Get('forwarders')
  @ForStaff('relay.forward')
  forwarders() {
    return {};
  }
  @Post('writes')
  @ForStaff('any')
  write() {
    return {};
  }
}

describe('sessions', () => {
  let gateway: GatewayFixture;
  beforeAll(async () => {
    gateway = await gatewayFixture([ProbeController]);
  });
  afterAll(() => gateway.stop());

  const get = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
    const response = await fetch(gateway.url + path, { method, headers });
    const body = (await response.json()) as Partial<Problem> & Record<string, unknown>;
    return { status: response.status, code: body.code, body, response };
  };
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  it('refuses a route that does not say who may call it', async () => {
    expect(await get('/api/probes/forgotten', bearer(gateway.login(buildStaff())))).toMatchObject({
      status: 403,
      code: 'FORBIDDEN',
    });
  });

  it('lets workers in where workers belong, and staff where staff belong', async () => {
    const worker = buildWorker();
    const asWorker = bearer(gateway.login(worker));
    const asStaff = bearer(gateway.login(buildStaff()));
    expect(await get('/api/probes/worker', asWorker)).toMatchObject({
      status: 200,
      body: { kind: 'WORKER', unitId: worker.worker?.unitId },
    });
    expect(await get('/api/probes/staff', asStaff)).toMatchObject({ status: 200 });
    expect(await get('/api/probes/staff', asWorker)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect(await get('/api/probes/worker', asStaff)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect(await get('/api/probes/worker')).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    expect(await get('/api/probes/worker', bearer('no-such-session-token'))).toMatchObject({
      status: 401,
      code: 'UNAUTHENTICATED',
    });
  });

  it('asks for the permission a route names', async () => {
    expect(await get('/api/probes/forwarders', bearer(gateway.login(buildStaff([{ role: 'cadre' }]))))).toMatchObject({
      status: 200,
    });
    expect(await get('/api/probes/forwarders', bearer(gateway.login(buildStaff([{ role: 'analyst' }]))))).toMatchObject(
      { status: 403 },
    );
  });

  it('knows nobody on open routes, whatever cookie or token comes along', async () => {
    const token = gateway.login(buildWorker());
    expect(await get('/api/probes/open', bearer(token))).toMatchObject({ status: 200, body: { kind: 'ANONYMOUS' } });
    expect(await get('/api/probes/open', { cookie: `guantong=${token}` })).toMatchObject({
      body: { kind: 'ANONYMOUS' },
    });
  });

  it('asks membership once for many requests at the same moment, and not again for a while', async () => {
    const token = gateway.login(buildStaff());
    const before = gateway.services.count(ResolveSession);
    await Promise.all(Array.from({ length: 50 }, () => get('/api/probes/staff', bearer(token))));
    await get('/api/probes/staff', bearer(token));
    expect(gateway.services.count(ResolveSession) - before).toBe(1);
  });

  it('a dismissal bites within 5 seconds, also under constant use', async () => {
    const token = gateway.login(buildStaff([{ role: 'cadre' }]));
    expect(await get('/api/probes/forwarders', bearer(token))).toMatchObject({ status: 200 });
    gateway.sessions.set(token, buildStaff([{ role: 'analyst' }]));
    const dismissed = Date.now();
    await eventually(
      async () => expect(await get('/api/probes/forwarders', bearer(token))).toMatchObject({ status: 403 }),
      5000,
    );
    expect(Date.now() - dismissed).toBeLessThan(5000);
  });

  it('logs in with an httpOnly cookie and a token, says who is there, and logs out for good', async () => {
    const actor = buildWorker();
    const token = gateway.login(actor);
    gateway.services.on(OpenSession, ({ secret }) => {
      if (secret !== 'right') throw fail('LOGIN_FAILED');
      return {
        token,
        expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
        kind: 'WORKER',
        displayName: '王师傅',
      };
    });
    gateway.services.on(CloseSession, (request) => {
      gateway.sessions.delete(request.token);
      return { closed: true };
    });
    const login = (secret: string) =>
      fetch(`${gateway.url}/api/open/sessions`, {
        method: 'POST',
        body: JSON.stringify({ login: 'w1', secret }),
        headers: { 'content-type': 'application/json' },
      });
    expect(((await (await login('wrong')).json()) as Problem).code).toBe('LOGIN_FAILED');
    const opened = await login('right');
    expect(opened.status).toBe(201);
    expect(opened.headers.get('set-cookie')).toMatch(
      /^guantong=token-[^;]+; Max-Age=3(600|599); Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';

    expect(await get('/api/open/sessions/current', { cookie })).toMatchObject({
      status: 200,
      body: { kind: 'WORKER', worker: actor.worker },
    });
    expect(
      await get('/api/open/sessions/current', { cookie, 'sec-fetch-site': 'same-origin' }, 'DELETE'),
    ).toMatchObject({ status: 200, body: { closed: true } });
    expect(await get('/api/open/sessions/current', { cookie })).toMatchObject({ status: 401 });
    expect(await get('/api/probes/worker', { cookie })).toMatchObject({ status: 401 });
  });

  it('takes writes with a cookie only from its own pages', async () => {
    const cookie = `guantong=${gateway.login(buildStaff())}`;
    const write = (headers: Record<string, string>) => get('/api/probes/writes', headers, 'POST');
    const refused = { status: 403, code: 'CROSS_SITE_REQUEST' };
    expect(await write({ cookie })).toMatchObject(refused);
    expect(await write({ cookie, origin: 'https://evil.example' })).toMatchObject(refused);
    expect(await write({ cookie, origin: 'null' })).toMatchObject(refused);
    expect(await write({ cookie, 'sec-fetch-site': 'cross-site' })).toMatchObject(refused);
    expect(await write({ cookie, 'sec-fetch-site': 'same-site' })).toMatchObject(refused);
    expect(await write({ cookie, origin: gateway.url })).toMatchObject({ status: 201 });
    expect(await write({ cookie, 'sec-fetch-site': 'same-origin' })).toMatchObject({ status: 201 });
    expect(await write(bearer(gateway.login(buildStaff())))).toMatchObject({ status: 201 });
    expect(await get('/api/probes/staff', { cookie, origin: 'https://evil.example' })).toMatchObject({ status: 200 });
  });
});

describe('sessions over TLS', () => {
  it('come in a __Host- cookie that is Secure', async () => {
    const gateway = await gatewayFixture([], { PUBLIC_URL: 'https://guantong.example' });
    try {
      const token = gateway.login(buildWorker());
      gateway.services.on(OpenSession, () => ({
        token,
        expiresAt: new Date(Date.now() + 60_000).toISOString(),
        kind: 'WORKER',
        displayName: '',
      }));
      const opened = await fetch(`${gateway.url}/api/open/sessions`, {
        method: 'POST',
        body: JSON.stringify({ login: 'w1', secret: 's' }),
        headers: { 'content-type': 'application/json', origin: 'https://guantong.example' },
      });
      expect(opened.headers.get('set-cookie')).toMatch(/^__Host-guantong=.*; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
      expect(opened.headers.get('strict-transport-security')).toBeTruthy();
    } finally {
      await gateway.stop();
    }
  });
});
