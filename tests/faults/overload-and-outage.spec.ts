import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { AnonymousCaseTaken, InboxPage, OpenedSession } from '@guantong/contracts';
import { eventually } from '@guantong/testing';
import type { ServiceName } from '../../scripts/stack.mjs';
import { Databases } from './databases.js';
import { type FaultStack, pidsOf, startFaultStack } from './fault-stack.js';
import { hang } from './hang.js';
import { Operator } from './operator.js';
import { type Answer, PersistentClient } from './persistent-client.js';
import { type NewsRoom, openNewsRoom, publishPost } from './publish-post.js';
import { SmallCity, STAFF_PASSWORD } from './small-city.js';
import { waitUntilQuiet } from './wait-until-quiet.js';
import { faultsOnTheRoad } from './whole-road.js';

const CITY = { districts: 2, directs: 2, unions: 2, workers: 1, workersIn: ['D1-1-1'] };
const MAX_IN_FLIGHT = 50;
/** Nobody waits longer for an answer, whatever is broken, ms. */
const LONGEST_WAIT_MS = 10_000;
/** After an outage everything works again by itself within this time, ms. */
const RECOVERED_WITHIN_MS = 20_000;
const SERVICES: ServiceName[] = ['membership', 'content', 'distribution', 'feedback', 'gateway'];

interface Problem {
  status: number;
  code: string;
  detail: string;
  detailEn: string;
}

describe('overload and outage', () => {
  let stack: FaultStack;
  let databases: Databases;
  let operator: Operator;
  let city: SmallCity;
  let room: NewsRoom;
  let worker: PersistentClient;
  let nobody: PersistentClient;

  beforeAll(async () => {
    stack = await startFaultStack({ env: { MAX_IN_FLIGHT: String(MAX_IN_FLIGHT), ANONYMOUS_TICK: '1' } });
    databases = new Databases(stack);
    operator = new Operator(stack.natsUrl);
    city = await SmallCity.build(stack, databases, operator, CITY);
    room = await openNewsRoom(city);
    worker = await city.worker('D1-1-1');
    nobody = new PersistentClient(stack.gatewayUrl);
    await city.putOnDuty('D1-1-1', await city.staff('D1-1-1', 'safety_officer'));
    await waitUntilQuiet(stack.natsUrl, databases);
  }, 120_000);

  afterAll(async () => {
    await operator?.close();
    await databases?.close();
    await stack?.stop();
  }, 60_000);

  const hazard = () => ({ kind: 'hazard', text: `配电箱没有门 ${randomUUID()}` });
  /** Of each face one: a worker who reads, one who writes, somebody who logs in, nobody in particular. */
  const calls: { what: string; send: () => Promise<Answer<Problem>> }[] = [
    { what: 'inbox', send: () => worker.send<Problem>('GET', '/api/worker/inbox') },
    { what: 'case', send: () => worker.send<Problem>('POST', '/api/worker/cases', hazard()) },
    { what: 'desk', send: () => room.publisher.send<Problem>('GET', '/api/desk/posts') },
    {
      what: 'log-in',
      send: () => nobody.send<Problem>('POST', '/api/open/sessions', { login: 'x', secret: 'a-wrong-one' }),
    },
    {
      what: 'anonymous case',
      send: () => nobody.send<Problem>('POST', '/api/open/cases', { ...hazard(), unitId: city.unit('D1-1-1') }),
    },
    { what: 'readiness', send: () => nobody.send<Problem>('GET', '/health/ready') },
  ];

  /** What is not as it should be with the answers that people get during an outage. */
  async function faultsInAnswers(): Promise<string[]> {
    const faults = await Promise.all(
      calls.map(async ({ what, send }) => {
        const began = Date.now();
        const answer = await send().catch((error: unknown) => String(error));
        const took = Date.now() - began;
        if (typeof answer === 'string') return `${what}: ${answer}`;
        const { status, contentType, retryAfter, body } = answer;
        const isProblem = contentType?.startsWith('application/problem+json') && body.status === status;
        const saysWhen = Number(retryAfter) >= 1;
        const isTold = /\p{Script=Han}/u.test(body.detail ?? '') && Boolean(body.detailEn);
        if (![503, 504].includes(status) || !isProblem || !saysWhen || !isTold)
          return `${what}: ${status} ${contentType} retry-after ${retryAfter} ${JSON.stringify(body)}`;
        return took < LONGEST_WAIT_MS ? '' : `${what} took ${took} ms`;
      }),
    );
    return faults.filter(Boolean);
  }

  /** Everybody is served again, and a post published now reaches everybody. */
  async function expectRecovery(): Promise<void> {
    await eventually(async () => {
      for (const name of SERVICES) expect((await fetch(`${stack.services[name].url}/health/ready`)).status).toBe(200);
      expect((await worker.send('GET', '/api/worker/inbox')).status).toBe(200);
      expect((await worker.send('POST', '/api/worker/cases', hazard())).status).toBe(201);
    }, RECOVERED_WITHIN_MS);
    const postId = await publishPost(room);
    await eventually(async () => {
      expect(await faultsOnTheRoad(databases, postId)).toEqual([]);
      const { items } = await worker.ok<InboxPage>('GET', '/api/worker/inbox');
      expect(items.map((item) => item.postId)).toContain(postId);
    }, RECOVERED_WITHIN_MS);
  }

  it('control: without an outage, none of these calls is answered as in one', async () => {
    expect(await faultsInAnswers()).toHaveLength(calls.length);
  });

  it('a whole workplace, behind one address, logs in at the same moment', async () => {
    const units = ['BJ', 'D1', 'D2', 'D1-1', 'D1-2', 'D2-1', 'D2-2', 'D1-1-1', 'D1-1-2', 'D2-1-1'];
    await Promise.all(units.map((code) => city.staff(code, 'cadre')));
    const statuses: number[] = [];
    for (let round = 0; round < 5; round++) {
      const answers = await Promise.all(
        units.map((code) =>
          nobody.send<OpenedSession>('POST', '/api/open/sessions', {
            login: `cadre.${code}`,
            secret: STAFF_PASSWORD,
          }),
        ),
      );
      statuses.push(...answers.map(({ status }) => status));
    }
    expect(statuses.filter((status) => status !== 201)).toEqual([]);
  }, 30_000);

  it('more at once than it takes: some wait, the others are told so at once, and health checks get through', async () => {
    const goOn = hang(stack.services.feedback.pid);
    try {
      const crowd = Array.from({ length: 3 * MAX_IN_FLIGHT }, async () => {
        const began = Date.now();
        const { status, retryAfter } = await worker.send<Problem>('POST', '/api/worker/cases', hazard());
        return { status, retryAfter, took: Date.now() - began };
      });
      await delay(500);
      expect((await nobody.send('GET', '/health/live')).status).toBe(200);
      const answers = await Promise.all(crowd);
      const refused = answers.filter(({ status }) => status === 503);
      const waited = answers.filter(({ status }) => status === 504);
      expect(refused.length + waited.length).toBe(answers.length);
      expect(waited).toHaveLength(MAX_IN_FLIGHT);
      expect(answers.every(({ retryAfter }) => Number(retryAfter) >= 1)).toBe(true);
      expect(Math.max(...answers.map(({ took }) => took))).toBeLessThan(LONGEST_WAIT_MS);
      expect(Math.max(...refused.map(({ took }) => took))).toBeLessThan(2500); // the others wait for 3 s
    } finally {
      goOn();
    }
    await expectRecovery();
  }, 60_000);

  it('NATS is down: everybody is told so, and when it is back everything goes on by itself', async () => {
    await stack.nats.stop();
    expect(await faultsInAnswers()).toEqual([]);
    await stack.nats.restart();
    await expectRecovery();
  }, 60_000);

  it('NATS hangs: the same', async () => {
    const goOn = hang(stack.nats.pid);
    try {
      expect(await faultsInAnswers()).toEqual([]);
    } finally {
      goOn();
    }
    await expectRecovery();
  }, 60_000);

  it('PostgreSQL is down: the same', async () => {
    await stack.postgres.stop();
    await delay(3500); // until the gateway has forgotten who is logged in
    expect(await faultsInAnswers()).toEqual([]);
    await stack.postgres.restart();
    await expectRecovery();
  }, 60_000);

  it('PostgreSQL hangs: the same', async () => {
    const goOn = hang(stack.postgres.pid);
    try {
      expect(await faultsInAnswers()).toEqual([]);
    } finally {
      goOn();
    }
    await expectRecovery();
  }, 60_000);

  it('membership is away for longer than a message is tried: no hazard is given up, the officer gets each', async () => {
    await stack.services.membership.stop();
    const taken: AnonymousCaseTaken[] = [];
    for (let i = 0; i < 3; i++)
      taken.push(await nobody.ok('POST', '/api/open/cases', { ...hazard(), unitId: city.unit('D1-1-1') }));
    await delay(25_000); // five tries take 21 s
    await stack.services.membership.restart();
    await eventually(async () => {
      const states = await databases.query<{ state: string }>(
        'feedback',
        'select state from feedback_case where number = any($1)',
        [taken.map(({ number }) => number)],
      );
      expect(states.map(({ state }) => state)).toEqual(taken.map(() => 'ASSIGNED'));
    }, RECOVERED_WITHIN_MS);
    expect(await databases.number('feedback', 'select count(*) as n from dead_letter')).toBe(0);
  }, 90_000);

  it('a copy that is told to stop finishes what it has in hand: with another one there, nobody notices', async () => {
    const names = ['membership', 'content', 'distribution', 'feedback'] as const;
    const others = await Promise.all(names.map((name) => stack.startReplica(name)));
    const statuses: number[] = [];
    const stopping = new AbortController();
    const users = calls.slice(0, 3).flatMap(({ send }) =>
      Array.from({ length: 4 }, async () => {
        while (!stopping.signal.aborted) statuses.push((await send()).status);
      }),
    );
    try {
      await delay(500);

      await Promise.all(names.map((name) => stack.services[name].stop()));

      await Promise.all(names.map((name) => stack.services[name].restart()));
      await Promise.all(others.map((other) => other.stop()));
    } finally {
      stopping.abort();
      await Promise.all(users);
    }
    expect(statuses.length).toBeGreaterThan(100);
    expect(statuses.filter((status) => status !== 200 && status !== 201)).toEqual([]);
  }, 90_000);

  it('services that are started while PostgreSQL and NATS are down wait for them', async () => {
    await Promise.all(SERVICES.map((name) => stack.services[name].stop()));
    await stack.nats.stop();
    await stack.postgres.stop();
    const starting = SERVICES.map((name) => stack.services[name].restart());
    await delay(5000);
    const waiting = pidsOf(stack);
    for (const name of SERVICES) {
      expect(stack.services[name].isRunning).toBe(true);
      const ready = await fetch(`${stack.services[name].url}/health/ready`).then(
        ({ status }) => status,
        () => 0,
      );
      expect(ready).not.toBe(200);
    }
    await stack.nats.restart();
    await delay(1000);
    await stack.postgres.restart();
    await Promise.all(starting);
    const ready = pidsOf(stack);
    for (const name of SERVICES) expect(ready[name]).toBe(waiting[name]);
    await expectRecovery();
  }, 90_000);

  it('nobody died of any of it', () => {
    expect(stack.deaths).toEqual([]);
  });
});
