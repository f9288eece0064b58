import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '@guantong/testing';
import { Client } from 'pg';
import type { ServiceProcess } from '../../scripts/stack.mjs';
import { Databases } from './databases.js';
import { type FaultStack, startFaultStack } from './fault-stack.js';
import type { PersistentClient } from './persistent-client.js';
import { openNewsRoom, publishPost } from './publish-post.js';
import { SmallCity } from './small-city.js';
import { waitUntilQuiet } from './wait-until-quiet.js';
import { faultsOnTheRoad } from './whole-road.js';

/** 120 direct unions hand on by hand only, in front of 120 grassroots unions. */
const CITY = { districts: 4, directs: 30, unions: 1, workers: 4, workersIn: ['D1-1-1'] };
const DIRECTS = 120;
const CASES = 240;
const THREE_DAYS_MS = 3 * 86_400_000;
/** The first look at a sweep after so long must have come, ms: thirty times the interval. */
const MANY_SWEEPS_MS = 1500;

const preload = pathToFileURL(path.resolve('tests/faults/jump-clock.mjs')).href;
const jumping = (ms: number) => ({ NODE_OPTIONS: `--import=${preload}`, CLOCK_JUMP_MS: String(ms) });

describe('two copies of each service that has clocks, and clocks on the wall that jump by three days, to and fro', () => {
  let stack: FaultStack;
  let databases: Databases;
  let city: SmallCity;
  let workers: PersistentClient[];
  let copies: Record<'feedback' | 'distribution', ServiceProcess[]>;

  beforeAll(async () => {
    stack = await startFaultStack({
      env: { LOG_LEVEL: 'info' },
      serviceEnv: {
        // often, and in small pieces, so that the copies get into each other's way
        feedback: { SWEEP_INTERVAL_MS: '50', SWEEP_BATCH: '10', ...jumping(THREE_DAYS_MS) },
        distribution: { PASS_THROUGH_SWEEP_MS: '50', PASS_THROUGH_BATCH: '5', ...jumping(THREE_DAYS_MS) },
      },
    });
    databases = new Databases(stack);
    const [city_, feedback, distribution] = await Promise.all([
      SmallCity.build(stack, databases, CITY),
      stack.startReplica('feedback', jumping(-THREE_DAYS_MS)),
      stack.startReplica('distribution', jumping(-THREE_DAYS_MS)),
    ]);
    city = city_;
    copies = {
      feedback: [stack.services.feedback, feedback],
      distribution: [stack.services.distribution, distribution],
    };
    workers = await Promise.all(Array.from({ length: CITY.workers }, (_, i) => city.worker('D1-1-1', i)));
    await waitUntilQuiet(stack.natsUrl, databases);
  }, 120_000);

  afterAll(async () => {
    await databases?.close();
    await stack?.stop();
  }, 120_000);

  const jump = async (service: keyof typeof copies) => {
    for (const copy of copies[service]) await copy.kill('SIGUSR2');
    await eventually(() => {
      for (const copy of copies[service])
        expect(readFileSync(copy.logFile, 'utf8')).toContain('the clock has jumped to');
    });
  };
  /** How often each copy of feedback says that a clock has rung. */
  const rings = (): number[] =>
    copies.feedback.map(({ logFile }) =>
      [...readFileSync(logFile, 'utf8').matchAll(/"msg":"clocks: (\d+)"/g)].reduce((sum, [, n]) => sum + Number(n), 0),
    );
  const cases = () => databases.number('feedback', 'select count(*) as n from feedback_case');

  it('no case climbs, and none is held back, because of a clock on the wall', async () => {
    await Promise.all(
      workers.map(async (worker) => {
        for (let i = 0; i < CASES / CITY.workers; i++)
          await worker.post('/api/worker/cases', { kind: 'daily_work', text: `食堂 ${i}` });
      }),
    );
    expect(await cases()).toBe(CASES);
    await jump('feedback');
    await delay(MANY_SWEEPS_MS);
    expect(await databases.number('feedback', 'select count(*) as n from case_timer_fired')).toBe(0);
    expect(rings()).toEqual([0, 0]);
  }, 120_000);

  it('when all are due at the same moment, each climbs once at each step, and at the city is marked once', async () => {
    for (const step of [1, 2, 3, 4]) {
      await databases.query('feedback', `update feedback_case set due_at = now() + interval '300 milliseconds'`);
      await eventually(async () => {
        const rung = 'select count(*) as n from case_timer_fired where chain_seq = $1';
        expect(await databases.number('feedback', rung, [step])).toBe(CASES);
      });
    }
    await delay(MANY_SWEEPS_MS);
    const counted = (sql: string) => databases.number('feedback', sql);
    expect(await counted('select count(*) as n from case_timer_fired')).toBe(4 * CASES);
    expect(await counted('select count(*) as n from case_chain')).toBe(4 * CASES);
    expect(await counted(`select count(*) as n from case_event where what = 'ESCALATED'`)).toBe(3 * CASES);
    expect(await counted(`select count(*) as n from case_event where what = 'BREACHED'`)).toBe(CASES);
    expect(
      await counted(`select count(*) as n from feedback_case where breached and chain_seq = 4 and version = 5`),
    ).toBe(CASES);
    const told = (type: string) =>
      databases.query<{ n: number; distinct: number }>(
        'feedback',
        `select count(*)::int as n, count(distinct (envelope::jsonb ->> 'subject',
           envelope::jsonb -> 'data' ->> 'chainSeq'))::int as distinct from outbox where type = $1`,
        [type],
      );
    expect(await told('evt.feedback.case.escalated.v1')).toEqual([{ n: 3 * CASES, distinct: 3 * CASES }]);
    expect(await told('evt.feedback.case.breached.v1')).toEqual([{ n: CASES, distinct: CASES }]);
    const [one = 0, other = 0] = rings();
    expect(one + other).toBe(4 * CASES);
    expect(Math.min(one, other)).toBeGreaterThan(0); // both were at it
  }, 120_000);

  it('a post passes through each unit once, when its deadline has passed and not before', async () => {
    const room = await openNewsRoom(city);
    await databases.query(
      'distribution',
      `insert into forwarding_policy (unit_id, mode, set_at) select unit_id, 'MANUAL', now() from unit_mirror where tier = 'DIRECT'`,
    );
    const postId = await publishPost(room, { mustForward: true, forwardWithin: 'PT12H' });
    const held = (state: string) =>
      databases.number(
        'distribution',
        'select count(*) as n from relay where post_id = $1 and tier = $2 and state = $3',
        [postId, 'DIRECT', state],
      );
    await eventually(async () => expect(await held('PENDING')).toBe(DIRECTS));
    await jump('distribution');
    await delay(MANY_SWEEPS_MS);
    expect(await held('PENDING')).toBe(DIRECTS);

    await databases.query(
      'distribution',
      `update relay set deadline_at = now() + interval '300 milliseconds' where post_id = $1 and state = 'PENDING'`,
      [postId],
    );
    await eventually(async () =>
      expect(await faultsOnTheRoad(databases, postId, { passThrough: DIRECTS })).toEqual([]),
    );
    await delay(MANY_SWEEPS_MS);
    expect(await faultsOnTheRoad(databases, postId, { passThrough: DIRECTS })).toEqual([]);
  }, 120_000);

  it('nobody minded the jump', async () => {
    expect(stack.deaths).toEqual([]);
    for (const copy of [...copies.feedback, ...copies.distribution])
      expect((await fetch(`${copy.url}/health/ready`)).status).toBe(200);
  });

  it('control: two plain sweeps at once, without the guard, do everything twice', async () => {
    const url = stack.serviceDatabaseUrls.feedback;
    const sweepers = [new Client(url), new Client(url)];
    await Promise.all(sweepers.map((client) => client.connect()));
    try {
      await databases.query(
        'feedback',
        `create table plain_case as select id, chain_seq, now() as due_at from feedback_case`,
      );
      await databases.query('feedback', `create table plain_chain (case_id uuid, seq int)`);
      const due = await Promise.all(
        sweepers.map((client) => client.query<{ id: string }>('select id from plain_case where due_at <= now()')),
      );
      for (const [i, { rows }] of due.entries()) {
        const ids = rows.map((row) => row.id);
        await sweepers[i]?.query(
          'insert into plain_chain select id, chain_seq + 1 from plain_case where id = any($1)',
          [ids],
        );
        await sweepers[i]?.query('update plain_case set due_at = null where id = any($1)', [ids]);
      }
      expect(await databases.number('feedback', 'select count(*) as n from plain_chain')).toBe(2 * CASES);
    } finally {
      await Promise.all(sweepers.map((client) => client.end()));
    }
  });
});
