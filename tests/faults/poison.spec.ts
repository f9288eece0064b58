import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import {
  DeadLetterList,
  DeadLetterReplay,
  type DeadLetterSummary,
  type ErasureAsked,
  MESSAGING_SERVICES,
  type ProgressView,
  type ServiceName,
  type WorkerCase,
} from '@guantong/contracts';
import { eventually } from '@guantong/testing';
import { Databases } from './databases.js';
import { type FaultStack, pidsOf, startFaultStack } from './fault-stack.js';
import { Operator } from './operator.js';
import type { PersistentClient } from './persistent-client.js';
import { handledEvents, poisonEverySubject, POISONS, type SentPoison } from './poison.js';
import { type NewsRoom, openNewsRoom, preparePost, publishPost, sendOut } from './publish-post.js';
import { SmallCity } from './small-city.js';
import { waitUntilQuiet } from './wait-until-quiet.js';
import { faultsOnTheRoad } from './whole-road.js';

const CITY = { districts: 2, directs: 2, unions: 2, workers: 3, workersIn: ['D1-1-1'] };
/** Five tries, 0.2, 1, 5 and 15 s apart. */
const LAST_TRY_MS = 40_000;

describe('poison on every subject that has a consumer', () => {
  let stack: FaultStack;
  let databases: Databases;
  let operator: Operator;
  let city: SmallCity;
  let room: NewsRoom;
  let worker: PersistentClient;
  let handler: PersistentClient;
  let pids: ReturnType<typeof pidsOf>;
  let sent: SentPoison[];
  /** A post that distribution cannot take, for a reason that will be mended. */
  let unluckyPost: string;

  const letters = async (service: ServiceName, replayed = false): Promise<DeadLetterSummary[]> => {
    const { items, next } = await operator.ask(DeadLetterList[service], { replayed, limit: 100 });
    expect(next).toBeNull();
    return items;
  };
  const relaysOf = (postId: string) =>
    databases.number('distribution', 'select count(*) as n from relay where post_id = $1', [postId]);
  const hazard = async (): Promise<void> => {
    const body = { kind: 'hazard', text: '临边没有护栏' };
    const { caseId } = await worker.post<WorkerCase>('/api/worker/cases', body);
    await eventually(async () => {
      const { state } = await worker.get<WorkerCase>(`/api/worker/cases/${caseId}`);
      if (state !== 'ASSIGNED') throw new Error('the officer on duty does not have it');
    });
    await handler.post(`/api/desk/cases/${caseId}/raising`, { reason: '需要上级协调' });
  };
  /** A union with an open case goes into another, and its one worker has everything erased. */
  const changeTheTree = async (): Promise<void> => {
    await city.openUnions('D2-2', ['D2-2-9']);
    await city.importRoster(['D2-2-9'], 1);
    const leaver = await city.worker('D2-2-9');
    const body = { kind: 'daily_life', text: '食堂太远' };
    const { caseId } = await eventually(() => leaver.post<WorkerCase>('/api/worker/cases', body));
    const merger = { unitIds: [city.unit('D2-2-9')], intoUnitId: city.unit('D2-2-1'), reason: '机构调整' };
    await city.administrator.post('/api/desk/unit-changes/mergers', merger);
    await eventually(async () => {
      const { owner } = await leaver.get<WorkerCase>(`/api/worker/cases/${caseId}`);
      expect(owner.unitId).toBe(city.unit('D2-2-1'));
    });
    const asked = await leaver.post<ErasureAsked>('/api/worker/me/erasure');
    const { code, phrase } = asked;
    await leaver.post('/api/worker/me/erasure/confirmation', { code, phrase });
  };
  const changePosts = async (): Promise<string> => {
    const postId = await publishPost(room);
    await room.publisher.post(`/api/desk/posts/${postId}/correction`, { reason: '笔误', title: '更正后的通知' });
    const recalled = await publishPost(room);
    await room.publisher.post(`/api/desk/posts/${recalled}/recall`, { reason: '内容有误' });
    return postId;
  };

  beforeAll(async () => {
    stack = await startFaultStack();
    databases = new Databases(stack);
    operator = new Operator(stack.natsUrl);
    city = await SmallCity.build(stack, databases, CITY);
    room = await openNewsRoom(city);
    [worker, handler] = await Promise.all([city.worker('D1-1-1'), city.staff('D1-1-1', 'case_handler')]);
    await city.putOnDuty('D1-1-1', await city.staff('D1-1-1', 'safety_officer'));
    await changePosts(); // one real message of each kind, to make poison of
    await hazard();
    await changeTheTree();
    await waitUntilQuiet(stack.natsUrl, databases);
  }, 120_000);

  afterAll(async () => {
    await operator?.close();
    await databases?.close();
    await stack?.stop();
  }, 120_000);

  it('control: nobody has a dead letter before', async () => {
    for (const service of MESSAGING_SERVICES) expect(await letters(service)).toEqual([]);
    pids = pidsOf(stack);
  });

  it('is all listed, each with its reason, once for every handler', async () => {
    await databases.query(
      'distribution',
      `create function not_mended() returns trigger language plpgsql as $$ begin raise exception 'not mended yet'; end $$;
       create trigger not_mended before insert on post_mirror for each row when (new.title = '倒霉的通知')
       execute function not_mended()`,
    );
    unluckyPost = await preparePost(room, { title: '倒霉的通知' });
    await sendOut(room, unluckyPost);
    sent = await poisonEverySubject(stack.natsUrl);
    expect(sent).toHaveLength(handledEvents().length * POISONS.length);

    for (const service of MESSAGING_SERVICES) {
      const mine = sent.filter(({ consumers }) => consumers.includes(service));
      const listed = await eventually(async () => {
        const found = (await letters(service)).filter(({ reason }) => !reason.includes('not mended yet'));
        expect(found).toHaveLength(mine.length);
        return found;
      });
      for (const { subject, kind } of mine) {
        const { reason } = POISONS.find((poison) => poison.kind === kind) ?? { reason: /never/ };
        const fitting = listed.filter((letter) => letter.subject === subject && reason.test(letter.reason));
        expect({ subject, kind, listed: fitting.length > 0 }).toEqual({ subject, kind, listed: true });
      }
    }
  }, 120_000);

  it('stops none of the good messages behind it', async () => {
    const started = await publishPost(room);
    const watched = await eventually(() =>
      room.publisher.stream<ProgressView>(`/api/desk/posts/${started}/progress/stream`),
    );
    const postId = await changePosts();
    await hazard();
    await city.openUnions('D2-2', ['D2-2-7']);
    await city.importRoster(['D1-1-1'], 3, '焊工');
    await waitUntilQuietButForTheUnlucky();
    expect(await relaysOf(postId)).toBe(7); // the city, two districts, four direct unions
    for (const service of ['content', 'distribution', 'feedback'] as const)
      expect(
        await databases.number(service, 'select count(*) as n from unit_mirror where unit_id = $1', [
          city.unit('D2-2-7'),
        ]),
      ).toBe(1);
    const [{ title } = { title: '' }] = await databases.query<{ title: string }>(
      'distribution',
      'select title from post_mirror where post_id = $1',
      [postId],
    );
    expect(title).toBe('更正后的通知');
    expect(watched.endedBy).toBeUndefined();
    expect(watched.latest?.unit.state).toBe('FORWARDED');
    watched.close();
  }, 120_000);

  it('shows in the terminal of the operator', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['dist/ops/ops.js', 'dead-letters', 'list', '--service', 'distribution'],
      { env: { ...process.env, ...stack.env } },
    );
    const own = sent.filter(({ consumers }) => consumers.includes('distribution')).length;
    expect(stdout.split('\n').filter((line) => line.includes('distribution-on-')).length).toBeGreaterThanOrEqual(own);
    expect(stdout).toMatch(/distribution-on-post-published .*(too large|empty message|not JSON)/);
  }, 30_000);

  it('what failed five times for a reason of its own is listed as well, and arrives once the reason is mended', async () => {
    const unlucky = await eventually(async () => {
      const found = (await letters('distribution')).find(({ reason }) => reason.includes('not mended yet'));
      if (!found) throw new Error('it is still being tried');
      return found;
    }, LAST_TRY_MS);
    expect(unlucky.reason).toMatch(/^failed 5 times, at last: /);
    expect(await operator.ask(DeadLetterReplay.distribution, { id: unlucky.id })).toMatchObject({ outcome: 'FAILED' });

    await databases.query('distribution', 'drop trigger not_mended on post_mirror');
    expect(await operator.ask(DeadLetterReplay.distribution, { id: unlucky.id })).toMatchObject({ outcome: 'DONE' });
    await eventually(async () => expect(await faultsOnTheRoad(databases, unluckyPost)).toEqual([]));
    expect(await operator.ask(DeadLetterReplay.distribution, { id: unlucky.id })).toMatchObject({
      outcome: 'ALREADY_DONE',
    });
    expect((await letters('distribution')).map(({ id }) => id)).not.toContain(unlucky.id);
  }, 120_000);

  it('has restarted no service', () => {
    expect(pidsOf(stack)).toEqual(pids);
    expect(stack.deaths).toEqual([]);
  });

  /** Everything but the message that is still being tried. */
  async function waitUntilQuietButForTheUnlucky(): Promise<void> {
    await eventually(async () => {
      const left = await databases.number(
        'content',
        `select count(*) as n from outbox where confirmed_at is null and envelope::jsonb -> 'data' ->> 'postId' <> $1`,
        [unluckyPost],
      );
      const others = ['membership', 'distribution', 'feedback'] as const;
      const counts = await Promise.all(
        others.map((service) =>
          databases.number(service, 'select count(*) as n from outbox where confirmed_at is null'),
        ),
      );
      expect([left, ...counts]).toEqual([0, 0, 0, 0]);
    }, 30_000);
  }
});
