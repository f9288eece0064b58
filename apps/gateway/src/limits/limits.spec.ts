import { ANONYMOUS, defineQuery } from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { eventually } from '@guantong/testing';
import { Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Problem } from '../errors/problem.js';
import { TakesUpload } from '../http/takes-upload.js';
import { ForStaff, Open } from '../session/access.js';
import { buildStaff } from '../testing/build-actors.js';
import { type GatewayFixture, gatewayFixture } from '../testing/gateway-fixture.js';
import { TokenBuckets } from './token-buckets.js';

class Nothing {}
const Wait = defineQuery<object>()('content.probe.wait', Nothing);

@Controller('api')
class ProbeController {
  constructor(private readonly rpc: RpcClient) {}
  @Get('desk/waits')
  @Open()
  wait() {
    return this.rpc.call(Wait, {}, ANONYMOUS, 10_000);
  }
  @Get('desk/slow')
  @Open()
  slow() {
    return this.rpc.call(Wait, {}, ANONYMOUS);
  }
  @Get('desk/nevers')
  @Open()
  never(): Promise<object> {
    return new Promise(() => undefined);
  }
  @Post('desk/writes')
  @ForStaff('any')
  write() {
    return {};
  }
  @Post('open/writes')
  @Open()
  openWrite() {
    return {};
  }
  @Post('desk/photos')
  @ForStaff('any')
  @TakesUpload({ maxBytes: 2 * 1024 * 1024, about: 'A photograph' })
  async photo(@Req() request: FastifyRequest) {
    const file = await request.file();
    return { name: file?.filename, bytes: (await file?.toBuffer())?.length };
  }
}

describe('limits', () => {
  let gateway: GatewayFixture;
  const waits: (() => void)[] = [];
  const releaseAll = () => waits.splice(0).forEach((release) => release());
  beforeAll(async () => {
    gateway = await gatewayFixture([ProbeController], {
      MAX_IN_FLIGHT: 3,
      RPC_DEADLINE_MS: 300,
      SESSION_WRITES_PER_MINUTE: 40,
      OPEN_WRITES_PER_MINUTE: 80,
    });
    gateway.services.on(Wait, async () => {
      await new Promise<void>((resolve) => waits.push(resolve));
      return {};
    });
  });
  afterAll(() => gateway.stop());

  const post = (path: string, headers: Record<string, string> = {}, body?: RequestInit['body']) =>
    fetch(gateway.url + path, { method: 'POST', headers, ...(body && { body }) });

  it('refuses what would only wait, says when to come back, and recovers', async () => {
    const waiting = [0, 1, 2].map(async () => (await fetch(`${gateway.url}/api/desk/waits`)).status);
    await eventually(() => expect(gateway.services.count(Wait)).toBe(3));
    const refused = await fetch(`${gateway.url}/api/desk/waits`);
    expect([refused.status, refused.headers.get('retry-after'), ((await refused.json()) as Problem).code]).toEqual([
      503,
      '2',
      'SERVICE_UNAVAILABLE',
    ]);
    expect((await fetch(`${gateway.url}/health/live`)).status).toBe(200);
    releaseAll();
    expect(await Promise.all(waiting)).toEqual([200, 200, 200]);
    const next = fetch(`${gateway.url}/api/desk/waits`);
    await eventually(() => expect(waits).toHaveLength(1));
    releaseAll();
    expect((await next).status).toBe(200);
  });

  it('waits for a service as long as is set', async () => {
    const began = Date.now();
    const response = await fetch(`${gateway.url}/api/desk/slow`);
    expect([response.status, ((await response.json()) as Problem).code]).toEqual([504, 'SERVICE_TIMEOUT']);
    expect(Date.now() - began).toBeGreaterThanOrEqual(290);
    expect(waits).toHaveLength(1);
    releaseAll();
  });

  it('ends an answer that does not come within 10 seconds', async () => {
    const began = Date.now();
    const response = await fetch(`${gateway.url}/api/desk/nevers`);
    expect([response.status, ((await response.json()) as Problem).code]).toEqual([504, 'SERVICE_TIMEOUT']);
    expect(Date.now() - began).toBeLessThan(20_000);
  }, 30_000);

  it('bounds the writes of a session, and of an address without one, each by itself', async () => {
    const authorization = `Bearer ${gateway.login(buildStaff())}`;
    const own: number[] = [];
    for (let i = 0; i < 12; i++) own.push((await post('/api/desk/writes', { authorization })).status);
    expect(own.filter((status) => status === 201)).toHaveLength(10);
    const refused = await post('/api/desk/writes', { authorization });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect((await post('/api/desk/writes', { authorization: `Bearer ${gateway.login(buildStaff())}` })).status).toBe(
      201,
    );
    const open: number[] = [];
    for (let i = 0; i < 25; i++) open.push((await post('/api/open/writes')).status);
    expect(open.slice(0, 20).every((status) => status === 201)).toBe(true);
    expect(open.at(-1)).toBe(429);
  });

  it('takes a file where one is taken, with a Chinese name, up to the size the route says', async () => {
    const authorization = `Bearer ${gateway.login(buildStaff())}`;
    const form = (bytes: number) => {
      const data = new FormData();
      data.append('file', new Blob([new Uint8Array(bytes)]), '工地照片.jpg');
      return data;
    };
    const taken = await post('/api/desk/photos', { authorization }, form(1_900_000));
    expect(await taken.json()).toEqual({ name: '工地照片.jpg', bytes: 1_900_000 });
    expect((await post('/api/desk/photos', { authorization }, form(2_300_000))).status).toBe(413);
    expect((await post('/api/desk/writes', { authorization }, form(10))).status).toBe(415);
  });

  it('sends strict headers with every answer', async () => {
    for (const path of ['/api/desk/nothing', '/health/live', '/', '/metrics']) {
      const { headers } = await fetch(gateway.url + path);
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-security-policy': expect.stringMatching(/^default-src 'none';.*frame-ancestors 'none'$/),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'x-frame-options': 'DENY',
      });
    }
  });
});

describe('a gateway that stops', () => {
  it('finishes what is in hand, and waits for no connection that is merely kept alive', async () => {
    const gateway = await gatewayFixture([ProbeController]);
    let answer: () => void = () => undefined;
    gateway.services.on(Wait, () => new Promise<object>((resolve) => (answer = () => resolve({}))));
    await Promise.all([1, 2, 3].map(() => fetch(`${gateway.url}/health/live`)));
    const inHand = fetch(`${gateway.url}/api/desk/waits`);
    await eventually(() => expect(gateway.services.count(Wait)).toBe(1));
    const began = Date.now();
    const stopped = gateway.stop();
    setTimeout(() => answer(), 300);
    expect((await inHand).status).toBe(200);
    await stopped;
    expect(Date.now() - began).toBeLessThan(5000);
  });
});

describe('token buckets', () => {
  it('refill with time, and say how long to wait', () => {
    const buckets = new TokenBuckets(60);
    const taken = Array.from({ length: 16 }, () => buckets.take('a', 0));
    expect(taken.filter((wait) => wait === 0)).toHaveLength(15);
    expect(taken.at(-1)).toBe(1);
    expect(buckets.take('a', 1000)).toBe(0);
    expect(buckets.take('a', 1000)).toBe(1);
    expect(buckets.take('b', 1000)).toBe(0);
  });

  it('forget who was last seen longest ago, and never grow without bound', () => {
    const buckets = new TokenBuckets(4, 2);
    buckets.take('a', 0);
    buckets.take('b', 0);
    expect(buckets.take('a', 0)).toBeGreaterThan(0);
    buckets.take('c', 0);
    expect(buckets.take('b', 0)).toBe(0); // forgotten, so it starts anew
  });
});
