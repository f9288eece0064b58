import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '@guantong/testing';
import type { ServiceProcess } from '../../scripts/stack.mjs';
import { everybodySigns, faultsInSignatures } from './confirm-posts.js';
import { Databases } from './databases.js';
import { type FaultStack, startFaultStack } from './fault-stack.js';
import type { PersistentClient } from './persistent-client.js';
import { type NewsRoom, openNewsRoom, preparePost, publishPost, sendOut } from './publish-post.js';
import { SmallCity } from './small-city.js';
import { CaseSubmitters } from './submit-cases.js';
import { waitUntilQuiet } from './wait-until-quiet.js';
import { faultsOnTheRoad } from './whole-road.js';

/** After the last restart everything must be right within this time, ms. */
const RECOVERED_WITHIN_MS = 30_000;
/** How long a killed process may take to be there again, ms. */
const RESTARTED_WITHIN_MS = 60_000;
/** 20 districts, 1,680 direct unions, 3,360 grassroots unions, and the city. */
const CITY = { districts: 20, directs: 84, unions: 2, workers: 6, workersIn: ['D1-1-1'] };
const UNITS = 5061;
const UNIONS = 3360;

const SERVICES = ['membership', 'content', 'distribution', 'feedback', 'gateway'] as const;
const VICTIMS = [...SERVICES, 'nats', 'postgres'] as const;

describe('kill -9 in the middle of a fan-out to 5,061 unions, with cases and signatures coming in', () => {
  let stack: FaultStack;
  let databases: Databases;
  let room: NewsRoom;
  let workers: PersistentClient[];
  /** Published in the round before; the workers sign for it while things break. */
  let lastPost: string;

  const processOf = (victim: (typeof VICTIMS)[number]) =>
    victim === 'nats' || victim === 'postgres' ? stack[victim] : stack.services[victim];
  const relaysOf = (postId: string) =>
    databases.number('distribution', 'select count(*) as n from relay where post_id = $1', [postId]);
  const deliveriesOf = (postId: string) =>
    databases.number('distribution', 'select count(*) as n from delivery where post_id = $1', [postId]);
  const hasSetOut = (postId: string) =>
    eventually(async () => {
      if ((await deliveriesOf(postId)) < 100) throw new Error('the fan-out has not begun');
    });

  beforeAll(async () => {
    stack = await startFaultStack({
      serviceEnv: {
        // Some 440 messages instead of two or three, so that there is a middle to die in. And no sweep for gaps: what
        // is found here must be the doing of the messages alone.
        distribution: { FAN_OUT_CHUNK: '8', GAP_SWEEP_MS: '600000', GAP_GRACE_S: '3600' },
      },
    });
    databases = new Databases(stack);
    const city = await SmallCity.build(stack, databases, CITY);
    if (city.unitCount !== UNITS) throw new Error(`the city has ${city.unitCount} units`);
    room = await openNewsRoom(city);
    await city.putOnDuty('D1-1-1', await city.staff('D1-1-1', 'safety_officer'));
    workers = await Promise.all(Array.from({ length: CITY.workers }, (_, i) => city.worker('D1-1-1', i)));
    await waitUntilQuiet(stack.natsUrl, databases, 60_000);
    lastPost = await publishPost(room);
    const faults = await faultsLeftAfter(60_000, () => faultsOnTheRoad(databases, lastPost));
    if (faults.length > 0) throw new Error(faults.join('; '));
  }, 180_000);

  afterAll(async () => {
    await databases?.close();
    await stack?.stop();
  }, 120_000);

  /**
   * Publishes a post, has cases submitted and the last post signed for, and strikes in the middle of it; `strike`
   * resolves when what it broke is there again. Gives what is still not right 30 s later.
   */
  async function faultsAfter(strike: () => Promise<void>, { atPublication = false } = {}): Promise<string[]> {
    const [postId, signedFor] = [await preparePost(room), lastPost];
    lastPost = postId;
    const submitters = new CaseSubmitters(workers);
    try {
      await delay(200);
      const publishing = sendOut(room, postId);
      publishing.catch(() => undefined); // awaited below
      if (atPublication) await delay(10);
      else await publishing.then(() => hasSetOut(postId));
      const arrived = await deliveriesOf(postId);
      if (arrived > UNIONS - 100) throw new Error('the post was there before the strike: this shows nothing');
      const [signed, struck] = await Promise.allSettled([everybodySigns(workers, signedFor), strike()]);
      for (const result of [struck, signed]) if (result.status === 'rejected') throw result.reason;
      await publishing;
    } finally {
      await submitters.stop();
    }
    if (submitters.accepted < 10) throw new Error('hardly any case was accepted: this shows nothing');
    return faultsLeftAfter(RECOVERED_WITHIN_MS, async () => [
      ...(await faultsOnTheRoad(databases, postId)),
      ...(await submitters.faults(databases)),
      ...(await faultsInSignatures(databases, signedFor, workers.length)),
    ]);
  }

  /** Looks until there are none; gives those that there still are after `ms`. */
  async function faultsLeftAfter(ms: number, look: () => Promise<string[]>): Promise<string[]> {
    for (const end = Date.now() + ms; ;) {
      const faults = await look();
      if (faults.length === 0 || Date.now() > end) return faults;
      await delay(200);
    }
  }

  it.each(VICTIMS)(
    'of %s: every union has the post once, every accepted case exists once, every signature is kept',
    async (victim) => {
      const deaths = stack.deaths.length;
      const faults = await faultsAfter(
        async () => {
          await processOf(victim).kill('SIGKILL');
          await processOf(victim).ready({ ms: RESTARTED_WITHIN_MS });
        },
        { atPublication: victim === 'content' }, // its part is short
      );
      expect(faults).toEqual([]);
      expect(stack.deaths.slice(deaths)).toHaveLength(1); // nobody else died of it
    },
    120_000,
  );

  it('of the broker, and its store deleted: the same', async () => {
    const faults = await faultsAfter(async () => {
      await stack.nats.kill('SIGKILL');
      await stack.nats.restart({ wipeStore: true });
    });
    expect(faults).toEqual([]);
  }, 240_000);

  it('of everything at once, as when the power fails: the same', async () => {
    const deaths = stack.deaths.length;
    const faults = await faultsAfter(async () => {
      await Promise.all(VICTIMS.map((victim) => processOf(victim).kill('SIGKILL')));
      await Promise.all(VICTIMS.map((victim) => processOf(victim).ready({ ms: RESTARTED_WITHIN_MS })));
    });
    expect(faults).toEqual([]);
    expect(stack.deaths.slice(deaths)).toHaveLength(VICTIMS.length);
  }, 240_000);

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
    await delay(4000);
    expect(await relaysOf(postId)).toBe(0);
    expect(await faultsOnTheRoad(databases, postId)).toEqual([`deliveries: ${UNIONS} missing`]);

    await careless.stop();
    await content.restart();
    expect(await faultsLeftAfter(RECOVERED_WITHIN_MS, () => faultsOnTheRoad(databases, postId))).toEqual([]);
  }, 240_000);
});
