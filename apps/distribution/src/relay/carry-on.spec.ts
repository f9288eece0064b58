import type { Envelope, RelayForwardedV1 } from '@guantong/contracts';
import { RelayForwarded } from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { buildPost } from '../testing/build-post.js';
import { buildTree, buildUnit, buildWorkers } from '../testing/build-tree.js';
import { testDistribution, type TestDistribution } from '../testing/test-distribution.js';
import { TestRoad } from '../testing/test-road.js';
import { MendGaps } from './application/mend-gaps.js';
import { OnRelayForwarded } from './messaging/on-relay-forwarded.js';

describe('the road down', () => {
  let service: TestDistribution;
  let road: TestRoad;
  beforeAll(async () => {
    service = await testDistribution({ FAN_OUT_CHUNK: 6, GAP_GRACE_S: 0 });
    road = new TestRoad(service);
  });
  afterAll(() => service.drop());

  const count = async (table: string, postId: string): Promise<number> => {
    const [row] = await service.database.query<{ n: number }>(
      `select count(*)::int as n from ${table} where post_id = $1`,
      [postId],
    );
    return row?.n ?? -1;
  };
  /** Makes a post's turn come now, and looks for gaps. */
  const mend = async (postId: string): Promise<number> => {
    await service.database.query(`update post_mirror set next_check_at = case when post_id = $1 then now() end`, [
      postId,
    ]);
    return service.module.get(MendGaps, { strict: false }).run();
  };

  it('brings a post from the city to every union when all of them forward by themselves', async () => {
    const tree = buildTree();
    await road.units(tree.all);
    await road.workers(tree.unions.flatMap((u) => buildWorkers(u.unitId, 3)));
    const post = buildPost({ unitId: tree.city.unitId });
    await road.publish(post);
    await service.carry();
    const relays = await service.database.query(
      `select tier, state, forwarded_how as how, count(*)::int as n from relay where post_id = $1 group by 1, 2, 3 order by 4`,
      [post.postId],
    );
    expect(relays).toEqual([
      { tier: 'CITY', state: 'FORWARDED', how: 'PUBLISHED', n: 1 },
      { tier: 'DISTRICT', state: 'FORWARDED', how: 'AUTO', n: 2 },
      { tier: 'DIRECT', state: 'FORWARDED', how: 'AUTO', n: 4 },
    ]);
    const deliveries = await service.database.query(
      `select state, slots, audience, audience_count, path from delivery where post_id = $1 order by unit_id`,
      [post.postId],
    );
    const expected = tree.unions.toSorted((a, b) => (a.unitId < b.unitId ? -1 : 1));
    expect(deliveries).toEqual(
      expected.map(({ path }) => ({ state: 'OPEN', slots: 3, audience: '111', audience_count: 3, path })),
    );
  });

  it('tells of several forwarding units in one message, with a bounded number of children together', async () => {
    const tree = buildTree(2, 4, 3);
    await road.units(tree.all);
    const post = buildPost({ unitId: tree.city.unitId });
    await road.publish(post);
    await service.carry();
    const messages = await service.database.query<{ envelope: string }>(
      `select envelope from outbox where type = $1 and envelope::json -> 'data' ->> 'postId' = $2 order by id`,
      [RelayForwarded.subject, post.postId],
    );
    const parents = messages.map((m) => (JSON.parse(m.envelope) as Envelope<RelayForwardedV1>).data.unitIds.length);
    // The city; two districts with four children each are more than six; eight direct unions with three each, in pairs.
    expect(parents).toEqual([1, 1, 1, 2, 2, 2, 2]);
  });

  it('goes down from a district that publishes, and nowhere else', async () => {
    const tree = buildTree();
    await road.units(tree.all);
    const [district] = tree.districts;
    const post = buildPost({ unitId: district?.unitId ?? '' });
    await road.publish(post);
    await service.carry();
    expect([await count('relay', post.postId), await count('delivery', post.postId)]).toEqual([3, 6]);
  });

  it('delivers what a grassroots union publishes to its own members', async () => {
    const tree = buildTree();
    await road.units(tree.all);
    const post = buildPost({ unitId: tree.unions[0]?.unitId ?? '' });
    await road.publish(post);
    await service.carry();
    const rows = await service.database.query(
      `select state, opened_how, parent_unit_id from delivery where post_id = $1`,
      [post.postId],
    );
    expect(rows).toEqual([{ state: 'OPEN', opened_how: 'PUBLISHED', parent_unit_id: null }]);
    expect(await count('relay', post.postId)).toBe(0);
  });

  it('leaves every table as it is when all messages come again, three times, in another order', async () => {
    const tree = buildTree();
    await road.units(tree.all);
    await road.workers(tree.unions.flatMap((u) => buildWorkers(u.unitId, 2)));
    const post = buildPost({ unitId: tree.city.unitId });
    await road.publish(post);
    await service.carry();
    const before = await road.tables();
    const messages = await service.database.query<{ envelope: string }>(`select envelope from outbox where type = $1`, [
      RelayForwarded.subject,
    ]);
    const handler = service.module.get(OnRelayForwarded, { strict: false });
    const again = [...messages, ...messages, ...messages].toSorted(() => Math.random() - 0.5);
    for (const { envelope } of again) {
      const event = JSON.parse(envelope) as Envelope<RelayForwardedV1>;
      await service.database.transaction((tx) => handler.handle(event, tx));
      await road.publish(post);
    }
    expect(await service.carry()).toBe(0);
    expect(await road.tables()).toEqual(before);
  });

  it('without the key, the same repetition would deliver twice (the control for the test above)', async () => {
    const tree = buildTree(1, 1, 2);
    await road.units(tree.all);
    await service.database.query(`create table keyless as select * from delivery with no data`);
    const [direct] = tree.directs;
    for (let i = 0; i < 2; i++) {
      await service.database.query(
        `insert into keyless (post_id, unit_id) select $1, unit_id from unit_mirror where parent_id = $2 on conflict do nothing`,
        [newId(), direct?.unitId],
      );
    }
    const [row] = await service.database.query<{ n: number }>(`select count(*)::int as n from keyless`);
    expect(row?.n).toBe(4);
  });

  it('is not carried on once it is recalled', async () => {
    const tree = buildTree();
    await road.units(tree.all);
    const post = buildPost({ unitId: tree.city.unitId });
    await road.publish(post);
    await road.recall({ postId: post.postId, revision: 2, reason: '日期有误', recalledAt: new Date().toISOString() });
    await service.carry();
    expect([await count('relay', post.postId), await count('delivery', post.postId)]).toEqual([1, 0]);
    expect(await mend(post.postId)).toBe(0);
  });

  it('freezes the road: a union that moves later stays where the post found it', async () => {
    const tree = buildTree();
    await road.units(tree.all);
    const post = buildPost({ unitId: tree.city.unitId });
    await road.publish(post);
    await service.carry();
    const before = await road.tables();
    const [union] = tree.unions;
    const newParent = tree.directs.at(-1);
    if (!union || !newParent) throw new Error('no tree');
    await road.units([{ ...union, parentId: newParent.unitId, path: [...newParent.path, union.unitId], revision: 2 }]);
    await mend(post.postId);
    await service.carry();
    expect((await road.tables()).delivery).toEqual(before.delivery);
  });

  it('finds a union that was opened after the post had come by', async () => {
    const tree = buildTree();
    await road.units(tree.all);
    const post = buildPost({ unitId: tree.city.unitId });
    await road.publish(post);
    await service.carry();
    const late = buildUnit({ parent: tree.directs[0] ?? tree.city });
    await road.units([late]);
    expect(await mend(post.postId)).toBe(1);
    await service.carry();
    expect(await count('delivery', post.postId)).toBe(13);
    expect(await mend(post.postId)).toBe(0);
  });

  it('finds a subtree that moved from a unit that had not forwarded yet to one that had', async () => {
    const tree = buildTree();
    await road.units(tree.all);
    const [first, second] = tree.districts;
    if (!first || !second) throw new Error('no tree');
    await service.database.query(`insert into forwarding_policy values ($1, 'MANUAL', null, now())`, [first.unitId]);
    const post = buildPost({ unitId: tree.city.unitId });
    await road.publish(post);
    await service.carry();
    expect(await count('delivery', post.postId)).toBe(6);
    const moved = tree.directs.find((d) => d.parentId === first.unitId);
    if (!moved) throw new Error('no tree');
    await road.units([{ ...moved, parentId: second.unitId, path: [...second.path, moved.unitId], revision: 2 }]);
    expect(await mend(post.postId)).toBe(1);
    await service.carry();
    expect(await count('delivery', post.postId)).toBe(9);
  });

  it('waits for a publishing unit that is not in the mirror yet', async () => {
    const tree = buildTree();
    const post = buildPost({ unitId: tree.city.unitId });
    await road.publish(post);
    expect(await count('relay', post.postId)).toBe(0);
    await road.units(tree.all);
    await mend(post.postId);
    await service.carry();
    expect(await count('delivery', post.postId)).toBe(12);
  });

  it('passes dissolved unions by', async () => {
    const tree = buildTree(1, 1, 3);
    await road.units(tree.all.map((u) => (u === tree.unions[0] ? { ...u, status: 'DISSOLVED' as const } : u)));
    const post = buildPost({ unitId: tree.city.unitId });
    await road.publish(post);
    await service.carry();
    expect(await count('delivery', post.postId)).toBe(2);
  });
});
