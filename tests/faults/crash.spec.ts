import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '@guantong/testing';
import type { ServiceProcess } from '../../scripts/stack.mjs';
import { Databases } from './databases.js';
import { type FaultStack, startFaultStack } from './fault-stack.js';
import { Operator } from './operator.js';
import type { PersistentClient } from './persistent-client.js';
import { type NewsRoom, openNewsRoom, preparePost, publishPost, sendOut } from './publish-post.js';
import { SmallCity } from './small-city.js';
import { CaseSubmitters } from './submit-cases.js';
import { waitUntilQuiet } from './wait-until-quiet.js';
import { faultsOnTheRoad } from './whole-road.js';

/** After the last restart everything must be right within this time, ms. */
const RECOVERED_WITHIN_MS = 30_000;
/** 20 districts, 1,680 direct unions, 3,360 grassroots unions, and the city. */
const CITY = { districts: 20, directs: 84, unions: 2, workers: 6, workersIn: ['D1-1-1'] };
const UNITS = 5061;
const UNIONS = 3360;

const VICTIMS = ['membership', 'content', 'distribution', 'feedback', 'gateway', 'nats', 'postgres'] as const;

describe('kill -9 in the middle of a fan-out to 5,061 unions, with cases coming in', () => {
  let stack: FaultStack;
  let databases: Databases;
  let operator: Operator;
  let room: NewsRoom;
  let workers: PersistentClient[];

  const relaysOf = (postId: string) =>
    databases.number('distribution', 'select count(*) as n from relay where post_id = $1', [postId]);
  const deliveriesOf = (postId: string) =>
    databases.number('distribution', 'select count(*) as n from delivery where post_id = $1', [postId]);
  const isUnderWay = (postId: string) =>
    eventually(async () => {
      if ((await deliveriesOf(postId)) < 100) throw new Error('the fan-out has not begun');
    });

  /** Looks until there are none; gives those that there still are after `ms`. */
  const noFaultsWithin = async (ms: number, look: () => Promise<string[]>) => {
    for (const end = Date.now() + ms; ;) {
      const faults = await look();
      if (faults.length === 0 || Date.now() > end) return faults;
      await delay(300);
    }
  };

  beforeAll(async () => {
    stack = await startFaultStack({
      serviceEnv: {
        // Some 440 messages instead of two or three, so that there is a middle to die in. And no sweep for gaps: what
        // is found here must be the doing of the messages alone.
        distribution: { FAN_OUT_CHUNK: '8', GAP_SWEEP_MS: '600000' },
      },
    });
    databases = new Databases(stack);
    operator = new Operator(stack.natsUrl);
    const city = await SmallCity.build(stack, databases, operator, CITY);
    if (city.unitCount !== UNITS) throw new Error(`the city has ${city.unitCount} units`);
    room = await openNewsRoom(city);
    await city.putOnDuty('D1-1-1', await city.staff('D1-1-1', 'safety_officer'));
    workers = await Promise.all(Array.from({ length: CITY.workers }, (_, i) => city.worker('D1-1-1', i)));
    await waitUntilQuiet(stack.natsUrl, databases, 60_000);
  }, 180_000);

  afterAll(async () => {
    await operator?.close();
    await databases?.close();
    await stack?.stop();
  }, 60_000);

  /** Publishes, submits, lets `fault` happen in the middle. Gives what is still not right 30 s after the recovery. */
  async function faultsAfter(fault: (postId: string, publishing: Promise<void>) => Promise<void>): Promise<string[]> {
    const postId = await preparePost(room);
    const submitters = new CaseSubmitters(workers);
    try {
      await delay(200);
      const publishing = sendOut(room, postId);
      publishing.catch(() => undefined); // awaited below
      await fault(postId, publishing);
      await publishing;
    } finally {
      await submitters.stop();
    }
    if (submitters.accepted < 10) throw new Error('hardly any case was accepted: this shows nothing');
    return noFaultsWithin(RECOVERED_WITHIN_MS, async () => [
      ...(await faultsOnTheRoad(databases, postId)),
      ...(await submitters.faults(databases)),
    ]);
  }

  it.each(VICTIMS)(
    'of %s: every union has the post once, every accepted case exists once',
    async (victim) => {
      const process = victim === 'nats' || victim === 'postgres' ? stack[victim] : stack.services[victim];
      const deaths = stack.deaths.length;
      const faults = await faultsAfter(async (postId, publishing) => {
        if (victim === 'content') await delay(10); // its part is short: the publication itself
        else await publishing.then(() => isUnderWay(postId));
        const before = await deliveriesOf(postId);
        await process.kill('SIGKILL');
        expect(before).toBeLessThan(UNIONS - 100); // it was in the middle
        await process.ready({ ms: 20_000 });
      });
      expect(stack.deaths.slice(deaths)).toHaveLength(1); // nobody else died of it
    },
    120_000,
  );

  it('of the broker, and its store deleted: the same', async () => {
    const faults = await faultsAfter(async (postId, publishing) => {
      await publishing.then(() => isUnderWay(postId));
      await stack.nats.kill('SIGKILL');
      await stack.nats.restart({ wipeStore: true });
    });
    expect(faults).toEqual([]);
  }, 120_000);

  it('never answers with an internal error, and hangs nobody', () => {
    const seen = new Map<number, number>();
    for (const client of [...workers, room.publisher])
      for (const [status, times] of client.seen) seen.set(status, (seen.get(status) ?? 0) + times);
    expect([...seen.keys()].filter((status) => ![0, 200, 201, 503, 504].includes(status))).toEqual([]);
    expect(seen.get(503) ?? 0).toBeGreaterThan(0);
  });

  it('control: with the reconciler off, a post that the broker forgets stays lost; turned on again, it arrives', async () => {
    const { content, distribution } = stack.services;
    await content.stop();
    const careless: ServiceProcess = await stack.startReplica('content', { RECONCILE_EVERY_MS: '0' });
    await distribution.stop();
    const postId = await publishPost(room);
    await eventually(async () => {
      const sql = 'select count(*) as n from outbox where published_at is null';
      if ((await databases.number('content', sql)) > 0) throw new Error('the broker does not have it yet');
    });
    await stack.nats.kill('SIGKILL');
    await stack.nats.restart({ wipeStore: true });
    await distribution.restart();
    await delay(5000);
    expect(await relaysOf(postId)).toBe(0);
    expect((await faultsOnTheRoad(databases, postId))[0]).toBe('relays: 1701 of 1701 missing');

    await careless.stop();
    await content.restart();
    expect(await noFaultsWithin(RECOVERED_WITHIN_MS, () => faultsOnTheRoad(databases, postId))).toEqual([]);
  }, 120_000);
});
