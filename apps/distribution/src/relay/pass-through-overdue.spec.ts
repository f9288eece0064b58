import { requireScope } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { buildPost, buildStaff } from '../testing/build-post.js';
import { buildTree } from '../testing/build-tree.js';
import { testDistribution, type TestDistribution } from '../testing/test-distribution.js';
import { TestRoad } from '../testing/test-road.js';
import { ForwardRelayByHand } from './application/forward-relay.js';
import { PassThroughOverdue } from './application/pass-through-overdue.js';

describe('the deadline of a must-forward post', () => {
  let service: TestDistribution;
  let road: TestRoad;
  beforeAll(async () => {
    service = await testDistribution({ PASS_THROUGH_BATCH: 3 });
    road = new TestRoad(service);
  });
  afterAll(() => service.drop());

  const sweep = () => service.module.get(PassThroughOverdue, { strict: false }).run();
  const makeDue = async () => {
    for (const table of ['relay', 'delivery']) {
      await service.database.query(
        `update ${table} set deadline_at = now() - interval '1 second' where deadline_at is not null`,
      );
    }
  };
  /** Every unit below the city forwards by hand. */
  const manualCity = async (mustForward = true) => {
    const tree = buildTree(2, 3, 4);
    await road.units(tree.all);
    await service.database.query(
      `insert into forwarding_policy select unit_id, 'MANUAL', null, now() from unnest($1::uuid[]) unit_id`,
      [tree.all.slice(1).map((u) => u.unitId)],
    );
    const post = buildPost({ unitId: tree.city.unitId, mustForward, forwardWithin: mustForward ? 'PT72H' : null });
    await road.publish(post);
    await service.carry();
    return { tree, postId: post.postId };
  };
  const states = (postId: string) =>
    service.database.query(
      `select tier, state, forwarded_how as how, count(*)::int as n from relay where post_id = $1 and parent_unit_id is not null group by 1, 2, 3
       union all select 'GRASSROOTS', state, opened_how, count(*)::int from delivery where post_id = $1 group by 2, 3 order by 1, 2`,
      [postId],
    );

  it('is not due before its time', async () => {
    const { postId } = await manualCity();
    expect(await sweep()).toBe(0);
    expect(await states(postId)).toEqual([{ tier: 'DISTRICT', state: 'PENDING', how: null, n: 2 }]);
    const [row] = await service.database.query<{ hours: number }>(
      `select extract(epoch from deadline_at - received_at)::int / 3600 as hours from relay where post_id = $1 and deadline_at is not null limit 1`,
      [postId],
    );
    expect(row?.hours).toBe(72);
  });

  it('lets the post pass through tier after tier, down to the members', async () => {
    const { postId } = await manualCity();
    for (let tier = 0; tier < 3; tier++) {
      await makeDue();
      await sweep();
      await service.carry();
    }
    expect(await states(postId)).toEqual([
      { tier: 'DIRECT', state: 'FORWARDED', how: 'PASS_THROUGH', n: 6 },
      { tier: 'DISTRICT', state: 'FORWARDED', how: 'PASS_THROUGH', n: 2 },
      { tier: 'GRASSROOTS', state: 'OPEN', how: 'PASS_THROUGH', n: 24 },
    ]);
    const [sums] = await service.database.query(
      `select sum(unions)::int as unions, sum(unions_open)::int as open from coverage_sum where post_id = $1`,
      [postId],
    );
    expect(sums).toEqual({ unions: 24, open: 24 });
  });

  it('passes each unit through once when two copies of the service sweep at the same moment', async () => {
    const { postId } = await manualCity();
    await makeDue();
    const other = await service.replica();
    const both = [service.module, other].map((m) => m.get(PassThroughOverdue, { strict: false }));
    const passed = await Promise.all([...both, ...both].map((each) => each.run()));
    expect(passed.reduce((a, b) => a + b, 0)).toBe(2);
    const announced = await service.database.query(
      `select json_array_elements_text(envelope::json -> 'data' -> 'unitIds') as unit from outbox where envelope::json -> 'data' ->> 'postId' = $1 and subject like '%district'`,
      [postId],
    );
    expect(announced).toHaveLength(2);
  });

  it('would pass them through twice if they were only looked up and then written (the control for the test above)', async () => {
    const { postId } = await manualCity();
    await makeDue();
    const other = (await service.replica()).get(Database);
    const due = `select unit_id from relay where post_id = $1 and state = 'PENDING' and deadline_at <= now()`;
    const found = await Promise.all([service.database.query(due, [postId]), other.query(due, [postId])]);
    expect(found.flat()).toHaveLength(4); // two units, each found by both
  });

  it('and a cadre at the same moment: one of the two hands it on, and the cadre is told which', async () => {
    const { tree, postId } = await manualCity();
    await makeDue();
    const unitId = tree.districts[0]?.unitId ?? '';
    const actor = buildStaff(unitId);
    const byHand = service.database.transaction((tx) =>
      service.module
        .get(ForwardRelayByHand, { strict: false })
        .run(tx, { unitId, postId, note: '请转' }, actor.accountId, requireScope(actor, 'relay.forward')),
    );
    const [hand] = await Promise.allSettled([byHand, sweep()]);
    await sweep();
    const [row] = await service.database.query<{ how: string }>(
      `select forwarded_how as how from relay where post_id = $1 and unit_id = $2`,
      [postId, unitId],
    );
    const told = hand.status === 'fulfilled' ? 'MANUAL' : (hand.reason as { code: string }).code;
    expect([row?.how, told]).toEqual(
      row?.how === 'MANUAL' ? ['MANUAL', 'MANUAL'] : ['PASS_THROUGH', 'RELAY_ALREADY_FORWARDED'],
    );
  });

  it('does not exist for posts that need not be forwarded', async () => {
    const { postId } = await manualCity(false);
    await makeDue();
    await sweep();
    expect(await states(postId)).toEqual([{ tier: 'DISTRICT', state: 'PENDING', how: null, n: 2 }]);
  });

  it('is taken off the clock when the post is recalled', async () => {
    const { postId } = await manualCity();
    await road.recall({ postId, revision: 2, reason: '有误', recalledAt: new Date().toISOString() });
    await makeDue();
    await sweep();
    expect(await states(postId)).toEqual([{ tier: 'DISTRICT', state: 'PENDING', how: null, n: 2 }]);
    const left = await service.database.query(`select 1 from relay where post_id = $1 and deadline_at is not null`, [
      postId,
    ]);
    expect(left).toEqual([]);
  });
});
