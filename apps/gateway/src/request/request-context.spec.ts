import { ANONYMOUS, defineCommand, Text } from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Post } from '@nestjs/common';
import { Open } from '../session/access.js';
import type { FakeCall } from '../testing/fake-services.js';
import { type GatewayFixture, gatewayFixture } from '../testing/gateway-fixture.js';

class SayRequest {
  @Text() text: string;
}
const Say = defineCommand<Omit<FakeCall, 'actor'>>()('content.probe.say', SayRequest);

@Controller('api')
class ProbeController {
  constructor(private readonly rpc: RpcClient) {}
  @Post('desk/says')
  @Open()
  desk(@Body() body: SayRequest) {
    return this.rpc.call(Say, body, ANONYMOUS);
  }
  @Post('open/says')
  @Open()
  open(@Body() body: SayRequest) {
    return this.rpc.call(Say, body, ANONYMOUS);
  }
}

const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('the request context', () => {
  let gateway: GatewayFixture;
  beforeAll(async () => {
    gateway = await gatewayFixture([ProbeController]);
    gateway.services.on(Say, (_, { idempotencyKey, correlationId, traceparent }) => ({
      idempotencyKey,
      correlationId,
      traceparent,
    }));
  });
  afterAll(() => gateway.stop());

  const say = async (path: string, headers: Record<string, string>) => {
    const response = await fetch(gateway.url + path, {
      method: 'POST',
      body: JSON.stringify({ text: '你好'.repeat(40) }),
      headers: { 'content-type': 'application/json', ...headers },
    });
    return {
      status: response.status,
      id: response.headers.get('x-request-id'),
      seen: (await response.json()) as Omit<FakeCall, 'actor'>,
    };
  };

  it('carries request id, trace and idempotency key to the service, and echoes the id', async () => {
    const given = { 'x-request-id': 'order-2026-0308', traceparent: TRACE, 'idempotency-key': 'key-00000001' };
    expect(await say('/api/desk/says', given)).toMatchObject({
      id: 'order-2026-0308',
      seen: { idempotencyKey: 'key-00000001', correlationId: 'order-2026-0308', traceparent: TRACE },
    });
  });

  it('makes ids where there are none, or none that can be used', async () => {
    const { id, seen } = await say('/api/desk/says', { 'x-request-id': 'x'.repeat(65), traceparent: 'nonsense' });
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(seen).toMatchObject({
      correlationId: id,
      idempotencyKey: '',
      traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/),
    });
  });

  it('refuses an idempotency key that is too short, too long or not plain', async () => {
    for (const key of ['short', 'x'.repeat(201), 'with space in']) {
      expect(await say('/api/desk/says', { 'idempotency-key': key })).toMatchObject({
        status: 400,
        seen: { code: 'VALIDATION_FAILED', fields: [{ field: 'Idempotency-Key', rule: 'idempotencyKey' }] },
      });
    }
  });

  it('ties nothing of an anonymous request to anything: no foreign ids, and none that tells the time', async () => {
    const { id, seen } = await say('/api/open/says', {
      'x-request-id': 'from-the-proxy-log',
      traceparent: TRACE,
      'idempotency-key': 'key-00000002',
    });
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-/); // a UUIDv4
    expect(seen).toMatchObject({ correlationId: id, idempotencyKey: 'key-00000002' });
    expect(seen.traceparent).not.toBe(TRACE);
  });

  it('keeps requests that run at the same time apart', async () => {
    const ids = Array.from({ length: 40 }, (_, i) => `request-${1000 + i}`);
    const seen = await Promise.all(ids.map((id) => say('/api/desk/says', { 'x-request-id': id })));
    expect(seen.map((s) => s.seen.correlationId)).toEqual(ids);
  });
});
