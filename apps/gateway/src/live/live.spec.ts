import { setTimeout as delay } from 'node:timers/promises';
import { type Actor, defineQuery, fail, Id, Int, ResolveSession, scopeOf } from '@guantong/contracts';
import { natsOptions, RpcClient } from '@guantong/messaging';
import { newId } from '@guantong/platform';
import { eventually } from '@guantong/testing';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Controller, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '../errors/problem.js';
import { ForStaff } from '../session/access.js';
import { buildStaff } from '../testing/build-actors.js';
import { type GatewayFixture, gatewayFixture } from '../testing/gateway-fixture.js';
import { readStream, type ReadStream } from '../testing/read-stream.js';
import { postHint } from './hints-of.js';
import { LiveStreams } from './live-streams.js';
import { StreamsState } from './streams-state.js';

class StateRequest {
  @Id() postId: string;
}
class StateView {
  @Int() reached: number;
}
const State = defineQuery<StateView>()('content.probe.state', StateRequest);

@Controller('api/desk/probes')
class ProbeController {
  constructor(
    private readonly live: LiveStreams,
    private readonly rpc: RpcClient,
  ) {}
  @StreamsState(':postId/stream', StateView)
  @ForStaff('relay.read')
  stream(
    @Param('postId') postId: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.live.watch(request, reply, {
      hints: [postHint(postId)],
      query: (actor) => this.rpc.call(State, { postId }, actor),
    });
  }
}

const HOME = newId();

describe('live streams', () => {
  let gateway: GatewayFixture;
  let nats: NatsConnection;
  const states = new Map<string, number>();
  const opened: ReadStream[] = [];

  beforeAll(async () => {
    gateway = await gatewayFixture([ProbeController], { MAX_STREAMS_PER_SESSION: 3 });
    nats = await connect(natsOptions('live-spec', gateway.broker.url));
    const manager = await jetstreamManager(nats);
    await manager.streams.add({ name: 'EVENTS', subjects: ['evt.>'] });
    await manager.streams.add({ name: 'STATE', subjects: ['state.>'] });
    gateway.services.on(State, ({ postId }, { actor }) => {
      const reached = states.get(postId);
      if (reached === undefined || !scopeOf(actor, 'relay.read').subtrees.includes(HOME)) throw fail('NOT_FOUND');
      return { reached };
    });
    // the gateway's consumer, made as soon as the stream is there, must be listening before the first event
    await eventually(listening);
  });
  afterEach(() => {
    for (const stream of opened.splice(0)) stream.close();
  });
  afterAll(async () => {
    await nats.close();
    await gateway.stop();
  });

  const listening = async () => {
    const { consumers } = await jetstreamManager(nats);
    for (const stream of ['EVENTS', 'STATE']) {
      const found = await consumers.list(stream).next();
      if (found.length !== 1) throw new Error(`${found.length} consumers of ${stream}`);
    }
  };
  const staffAt = (unitId: string): Actor => buildStaff([{ unitId, role: 'analyst' }]);
  const watch = async (postId: string, token: string, headers: Record<string, string> = {}) => {
    const stream = await readStream(`${gateway.url}/api/desk/probes/${postId}/stream`, {
      authorization: `Bearer ${token}`,
      ...headers,
    });
    opened.push(stream);
    return stream;
  };
  const happened = (postId: string) =>
    jetstream(nats).publish('evt.distribution.relay.forwarded.v1.city', JSON.stringify({ data: { postId } }));
  const post = (reached = 1) => {
    const postId = newId();
    states.set(postId, reached);
    return postId;
  };

  it('send the state at once, and again within the second when an event says it may have changed', async () => {
    const postId = post(1);
    const stream = await watch(postId, gateway.login(staffAt(HOME)));
    expect(stream.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(stream.headers.get('x-content-type-options')).toBe('nosniff');
    await eventually(() => expect(stream.frames).toMatchObject([{ event: 'state', data: { reached: 1 } }]));
    states.set(postId, 2);
    await happened(postId);
    await eventually(() => expect(stream.frames.at(-1)).toMatchObject({ data: { reached: 2 } }), 1000);
  });

  it('look again when a unit has moved, though nothing has happened to what they show; not for a new unit', async () => {
    const postId = post(1);
    const stream = await watch(postId, gateway.login(staffAt(HOME)));
    await eventually(() => expect(stream.frames).toHaveLength(1));
    states.delete(postId); // out of reach
    const told = (revision: number) =>
      jetstream(nats).publish(`state.membership.unit.v1.${newId()}`, JSON.stringify({ data: { revision } }));
    await told(1);
    await delay(1500);
    expect(stream.frames).toHaveLength(1); // the control
    await told(2);
    await eventually(
      () => expect(stream.frames.at(-1)).toMatchObject({ event: 'end', data: { code: 'NOT_FOUND' } }),
      3000,
    );
  });

  it('ask at most every 300 ms however many events come, end with the last state, and send no state twice', async () => {
    const postId = post(0);
    const stream = await watch(postId, gateway.login(staffAt(HOME)));
    const before = gateway.services.count(State);
    const began = Date.now();
    for (let i = 1; i <= 200; i++) {
      states.set(postId, Math.ceil(i / 100));
      await happened(postId);
    }
    await eventually(() => expect(stream.frames.at(-1)).toMatchObject({ data: { reached: 2 } }));
    await delay(400);
    expect(gateway.services.count(State) - before).toBeLessThanOrEqual((Date.now() - began) / 300 + 1);
    const seen = stream.frames.map((frame) => (frame.data as StateView).reached);
    expect(seen).toEqual([...new Set(seen)]);
  });

  it('do not stir for events of other posts', async () => {
    const stream = await watch(post(1), gateway.login(staffAt(HOME)));
    await eventually(() => expect(stream.frames).toHaveLength(1));
    const before = gateway.services.count(State);
    await happened(post(1));
    await delay(500);
    expect(gateway.services.count(State)).toBe(before);
  });

  it('answer a foreign post and a missing one alike, as a plain request would', async () => {
    const token = gateway.login(staffAt(newId()));
    const [foreign, missing] = await Promise.all(
      [post(1), newId()].map(async (postId) => {
        const response = await fetch(`${gateway.url}/api/desk/probes/${postId}/stream`, {
          headers: { authorization: `Bearer ${token}` },
        });
        const { instance, ...problem } = (await response.json()) as Problem;
        return {
          status: response.status,
          type: response.headers.get('content-type'),
          problem,
          hasInstance: instance !== '',
        };
      }),
    );
    expect(foreign).toEqual(missing);
    expect(foreign).toMatchObject({
      status: 404,
      problem: { code: 'NOT_FOUND' },
      type: 'application/problem+json; charset=utf-8',
    });
  });

  it('end within 5 seconds when the appointment ends, and show nothing more before', async () => {
    const postId = post(1);
    const token = gateway.login(staffAt(HOME));
    const stream = await watch(postId, token);
    await eventually(() => expect(stream.frames).toHaveLength(1));
    gateway.sessions.set(token, staffAt(newId())); // still staff, but elsewhere: the query now says "not found"
    const dismissed = Date.now();
    await happened(postId);
    await stream.ended;
    expect(Date.now() - dismissed).toBeLessThan(5000);
    expect(stream.frames.at(-1)).toMatchObject({ event: 'end', data: { code: 'NOT_FOUND' } });
  });

  it('end within 5 seconds when the session ends, though nothing happens to the post', async () => {
    const token = gateway.login(staffAt(HOME));
    const stream = await watch(post(1), token);
    gateway.sessions.delete(token);
    const closed = Date.now();
    await stream.ended;
    expect(Date.now() - closed).toBeLessThan(5000);
    expect(stream.frames.at(-1)).toMatchObject({ event: 'end', data: { code: 'UNAUTHENTICATED' } });
  });

  it('do not send again what a browser that comes back already has', async () => {
    const postId = post(1);
    const token = gateway.login(staffAt(HOME));
    const first = await watch(postId, token);
    await eventually(() => expect(first.frames).toHaveLength(1));
    const again = await watch(postId, token, { 'last-event-id': first.frames[0]?.id ?? '' });
    const withNonsense = await watch(postId, token, { 'last-event-id': 'nonsense' });
    await eventually(() => expect(withNonsense.frames).toHaveLength(1));
    expect(again.frames).toHaveLength(0);
    expect(again.status).toBe(200);
    states.set(postId, 2);
    await happened(postId);
    await eventually(() => expect(again.frames).toMatchObject([{ data: { reached: 2 } }]));
  });

  it('are limited per session, and a closed one makes room', async () => {
    const token = gateway.login(staffAt(HOME));
    const postId = post(1);
    const three = [await watch(postId, token), await watch(postId, token), await watch(postId, token)];
    expect((await watch(postId, token)).status).toBe(429);
    expect((await watch(postId, gateway.login(staffAt(HOME)))).status).toBe(200);
    three[0]?.close();
    await eventually(async () => expect((await watch(postId, token)).status).toBe(200));
  });

  it('survive a broker that is restarted and has lost its store', async () => {
    const postId = post(1);
    const stream = await watch(postId, gateway.login(staffAt(HOME)));
    await eventually(() => expect(stream.frames).toHaveLength(1));
    await gateway.broker.kill();
    await gateway.broker.start({ wipeStore: true });
    await eventually(async () => {
      const manager = await jetstreamManager(nats);
      await manager.streams.add({ name: 'EVENTS', subjects: ['evt.>'] });
      await manager.streams.add({ name: 'STATE', subjects: ['state.>'] });
      await listening();
    }, 25_000);
    states.set(postId, 2);
    await happened(postId);
    await eventually(() => expect(stream.frames.at(-1)).toMatchObject({ event: 'state', data: { reached: 2 } }), 2000);
  }, 40_000);

  it('stay open beyond the time limit of other answers, with a heartbeat', async () => {
    const stream = await watch(post(1), gateway.login(staffAt(HOME)));
    await eventually(() => expect(stream.heartbeats).toBeGreaterThan(0), 18_000);
    expect(stream.frames.map((f) => f.event)).toEqual(['state']);
    expect(gateway.services.count(ResolveSession)).toBeGreaterThan(0);
  }, 25_000);

  it('end with the reason when the server stops, which does not wait for them', async () => {
    const stopping = await gatewayFixture([ProbeController]);
    stopping.services.on(State, () => ({ reached: 1 }));
    const token = stopping.login(staffAt(HOME));
    const stream = await readStream(`${stopping.url}/api/desk/probes/${post(1)}/stream`, {
      authorization: `Bearer ${token}`,
    });
    const began = Date.now();
    await stopping.stop();
    await stream.ended;
    expect(Date.now() - began).toBeLessThan(5000);
    expect(stream.frames.at(-1)).toMatchObject({ event: 'end', data: { code: 'SERVICE_UNAVAILABLE' } });
  });
});
