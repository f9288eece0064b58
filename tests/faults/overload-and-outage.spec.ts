import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { AnonymousCaseTaken, InboxPage } from '@guantong/contracts';
import { eventually } from '@guantong/testing';
import type { ApiAnswer } from '../../demo/client/api-client.js';
import type { ProblemBody } from '../../demo/client/api-failure.js';
import type { ServiceName } from '../../scripts/stack.mjs';
import { Databases } from './databases.js';
import { type FaultStack, pidsOf, startFaultStack } from './fault-stack.js';
import { hang } from './hang.js';
import type { PersistentClient } from './persistent-client.js';
import { type NewsRoom, openNewsRoom, publishPost } from './publish-post.js';
import { SmallCity, PASSWORD } from './small-city.js';
import { waitUntilQuiet } from './wait-until-quiet.js';
import { faultsOnTheRoad } from './whole-road.js';

const CITY = { districts: 2, directs: 2, unions: 2, workers: 1, workersIn: ['D1-1-1'] };
const MAX_IN_FLIGHT = 50;
/** Nobody waits longer for an answer, whatever is broken, ms. */
const LONGEST_WAIT_MS = 10_000;
/** After an outage everything works again by itself within this time, ms. */
const RECOVERED_WITHIN_MS = 20_000;
const SERVICES: ServiceName[] = ['membership', 'content', 'distribution', 'feedback', 'gateway'];

describe('overload and outage', () => {
  let stack: FaultStack;
  let databases: Databases;
  let city: SmallCity;
  let room: NewsRoom;
  let worker: PersistentClient;
  let nobody: PersistentClient;

  beforeAll(async () => {
    stack = await startFaultStack({ env: { MAX_IN_FLIGHT: String(MAX_IN_FLIGHT), ANONYMOUS_TICK: '1' } });
    databases = new Databases(stack);
    city = await SmallCity.build(stack, databases, CITY);
    room = await openNewsRoom(city);
    worker = await city.worker('D1-1-1');
    nobody = city.nobody;
    await city.putOnDuty('D1-1-1', await city.staff('D1-1-1', 'safety_officer'));
    await waitUntilQuiet(stack.natsUrl, databases);
  }, 120_000);

  afterAll(async () => {
    await databases?.close();
    await stack?.stop();
  }, 120_000);

  const hazard = () => ({ kind: 'hazard', text: `配电箱没有门 ${randomUUID()}` });
  /** Of each face one: a worker who reads, one who writes, somebody who logs in, nobody in particular. */
  const calls: { what: string; send: () => Promise<ApiAnswer> }[] = [
    { what: 'inbox', send: () => worker.send({ method: 'GET', path: '/api/worker/inbox' }) },
    { what: 'case', send: () => worker.send({ method: 'POST', path: '/api/worker/cases', body: hazard() }) },
    { what: 'desk', send: () => room.publisher.send({ method: 'GET', path: '/api/desk/posts' }) },
    {
      what: 'log-in',
      send: () =>
        nobody.send({ method: 'POST', path: '/api/open/sessions', body: { login: 'x', secret: 'a-wrong-one' } }),
    },
    {
      what: 'anonymous case',
      send: () =>
        nobody.send({ method: 'POST', path: '/api/open/cases', body: { ...hazard(), unitId: city.unit('D1-1-1') } }),
    },
    { what: 'readiness', send: () => nobody.send({ method: 'GET', path: '/health/ready' }) },
  ];

  /** What is not as it should be with the answers that people get during an outage. */
  async function faultsInAnswers(): Promise<string[]> {
    const faults = await Promise.all(
      calls.map(async ({ what, send }) => {
        const began = Date.now();
        const answer = await send().catch((error: unknown) => String(error));
        const took = Date.now() - began;
        if (typeof answer === 'string') return `${what}: ${answer}`;
        const { status, headers } = answer;
        const body = answer.body as Partial<ProblemBody>;
        const isProblem = headers.get('content-type')?.startsWith('application/problem+json') && body.status === status;
        const saysWhen = Number(headers.get('retry-after')) >= 1;
        const isTold = /\p{Script=Han}/u.test(body.detail ?? '') && Boolean(body.detailEn);
        if (![503, 504].includes(status) || !isProblem || !saysWhen || !isTold)
          return `${what}: ${status} retry-after ${headers.get('retry-after')} ${JSON.stringify(body)}`;
        return took < LONGEST_WAIT_MS ? '' : `${what} took ${took} ms`;
      }),
    );
    return faults.filter(Boolean);
  }

  /** Everybody is served again, and a post published now reaches everybody. */
  async function expectRecovery(): Promise<void> {
    await eventually(async () => {
      for (const name of SERVICES) expect((await fetch(`${stack.services[name].url}/health/ready`)).status).toBe(200);
      expect((await worker.send({ method: 'GET', path: '/api/worker/inbox' })).status).toBe(200);
      expect((await worker.send({ method: 'POST', path: '/api/worker/cases', body: hazard() })).status).toBe(201);
    }, RECOVERED_WITHIN_MS);
    const postId = await publishPost(room);
    await eventually(async () => {
      expect(await faultsOnTheRoad(databases, postId)).toEqual([]);
      const { items } = await worker.get<InboxPage>('/api/worker/inbox');
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
          nobody.send({
            method: 'POST',
            path: '/api/open/sessions',
            body: { login: `cadre.${code}`, secret: PASSWORD },
          }),
        ),
      );
      statuses.push(...answers.map(({ status }) => status));
    }
    expect(statuses.filter((status) => status !== 201)).toEqual([]);
  }, 30_000);

  it('more at once than it takes: some wait, the others are told so at once, and health checks get through', async () => {
    const path = '/api/worker/cases';
    const crowd = Array.from({ length: 3 * MAX_IN_FLIGHT }, () => ({ key: randomUUID(), body: hazard() }));
    const goOn = hang(stack.services.feedback.pid);
    try {
      const sent = crowd.map(async ({ key, body }) => {
        const began = Date.now();
        const { status, headers } = await worker.send({ method: 'POST', path, body, idempotencyKey: key });
        return { status, retryAfter: headers.get('retry-after'), took: Date.now() - began };
      });
      await delay(500);
      expect((await nobody.send({ method: 'GET', path: '/health/live' })).status).toBe(200);
      const answers = await Promise.all(sent);
      const refused = answers.filter(({ status }) => status === 503);
      const waited = answers.filter(({ status }) => status === 504);
      expect(refused.length + waited.length).toBe(answers.length);
      expect(waited).toHaveLength(MAX_IN_FLIGHT);
      expect(answers.every(({ retryAfter }) => Number(retryAfter) >= 1)).toBe(true);
      expect(Math.max(...answers.map(({ took }) => took))).toBeLessThan(LONGEST_WAIT_MS);
      // told so before anybody's wait (3 s) was over
      const middle =
        refused.map(({ took }) => took).toSorted((a, b) => a - b)[Math.floor(refused.length / 2)] ?? Infinity;
      expect(middle).toBeLessThan(Math.min(...waited.map(({ took }) => took)));
    } finally {
      goOn();
    }
    // Feedback now does what it had been asked, although the answer came too late. Who asks again gets that one case.
    const again = await Promise.all(crowd.map(({ key, body }) => worker.untilTaken('POST', path, body, { key })));
    expect(again.filter(({ outcome }) => outcome !== 'ACCEPTED')).toEqual([]);
    const count = 'select count(*) as n from feedback_case where text = any($1)';
    const texts = crowd.map(({ body }) => body.text);
    expect(await databases.number('feedback', count, [texts])).toBe(crowd.length);
    // control: without the key it is another case
    await worker.post(path, crowd[0]?.body);
    expect(await databases.number('feedback', count, [texts])).toBe(crowd.length + 1);
    await expectRecovery();
  }, 120_000);

  it('NATS is down: everybody is told so, and when it is back everything goes on by itself', async () => {
    await stack.nats.stop();
    expect(await faultsInAnswers()).toEqual([]);
    await stack.nats.restart();
    await expectRecovery();
  }, 120_000);

  it('NATS hangs: the same', async () => {
    const goOn = hang(stack.nats.pid);
    try {
      expect(await faultsInAnswers()).toEqual([]);
    } finally {
      goOn();
    }
    await expectRecovery();
  }, 120_000);

  it('PostgreSQL is down: the same', async () => {
    await stack.postgres.stop();
    await delay(3500); // until the gateway has forgotten who is logged in
    expect(await faultsInAnswers()).toEqual([]);
    await stack.postgres.restart();
    await expectRecovery();
  }, 120_000);

  it('PostgreSQL hangs: the same', async () => {
    const goOn = hang(stack.postgres.pid);
    try {
      expect(await faultsInAnswers()).toEqual([]);
    } finally {
      goOn();
    }
    await expectRecovery();
  }, 120_000);

  it('membership is away for longer than a message is tried: no hazard is given up, the officer gets each', async () => {
    await stack.services.membership.stop();
    const taken: AnonymousCaseTaken[] = [];
    for (let i = 0; i < 3; i++)
      taken.push(await nobody.post('/api/open/cases', { ...hazard(), unitId: city.unit('D1-1-1') }));
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
    const names = ['membership', 'feedback'] as const;
    const others = await Promise.all(names.map((name) => stack.startReplica(name)));
    const statuses: number[] = [];
    const stopping = new AbortController();
    const users = calls.slice(0, 2).flatMap(({ send }) =>
      Array.from({ length: 4 }, async () => {
        for (; !stopping.signal.aborted; await delay(25)) statuses.push((await send()).status);
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
