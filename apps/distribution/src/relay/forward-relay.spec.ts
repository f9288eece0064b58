import { requireScope, type UnitStateV1 } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { newId } from '@guantong/platform';
import { buildPost, buildStaff } from '../testing/build-post.js';
import { buildTree, type TestTree } from '../testing/build-tree.js';
import { testDistribution, type TestDistribution } from '../testing/test-distribution.js';
import { TestRoad } from '../testing/test-road.js';
import { ForwardRelayByHand } from './application/forward-relay.js';
import { KeepForwardingPolicy } from './application/keep-forwarding-policy.js';
import { ListRelaysOfUnit } from './application/list-relays.js';
import { ReadRelayOfUnit } from './application/read-relay.js';

describe('forwarding by hand', () => {
  let service: TestDistribution;
  let road: TestRoad;
  let tree: TestTree;
  let district: UnitStateV1;
  let union: UnitStateV1;
  beforeAll(async () => {
    service = await testDistribution();
    road = new TestRoad(service);
    tree = buildTree();
    district = tree.districts[0] ?? tree.city;
    union = tree.unions.at(-1) ?? tree.city; // below the other district
    await road.units(tree.all);
    for (const unit of [district, union]) await setPolicy(unit, 'MANUAL');
  });
  afterAll(() => service.drop());

  const setPolicy = (unit: UnitStateV1, mode: 'AUTO' | 'MANUAL') => {
    const actor = buildStaff(unit.unitId);
    const policies = service.module.get(KeepForwardingPolicy, { strict: false });
    return service.database.transaction((tx) =>
      policies.set(tx, { unitId: unit.unitId, mode }, actor.accountId, requireScope(actor, 'relay.forward')),
    );
  };
  const forward = (unitId: string, postId: string, note: string | null, actor = buildStaff(unitId)) =>
    service.module
      .get(Database)
      .transaction((tx) =>
        service.module
          .get(ForwardRelayByHand, { strict: false })
          .run(tx, { unitId, postId, note }, actor.accountId, requireScope(actor, 'relay.forward')),
      );
  const list = (unitId: string, state?: 'PENDING' | 'FORWARDED', more: { cursor?: string; limit?: number } = {}) =>
    service.module
      .get(ListRelaysOfUnit, { strict: false })
      .run({ unitId, ...(state && { state }), ...more }, requireScope(buildStaff(unitId), 'relay.read'));
  const read = (unitId: string, postId: string, reader = buildStaff(unitId)) =>
    service.module.get(ReadRelayOfUnit, { strict: false }).run({ unitId, postId }, requireScope(reader, 'relay.read'));
  const published = async (overrides: object = {}) => {
    const post = buildPost({ unitId: tree.city.unitId, ...overrides });
    await road.publish(post);
    await service.carry();
    return post.postId;
  };
  const deliveries = async (postId: string) => {
    const rows = await service.database.query<{ n: number }>(
      `select count(*)::int as n from delivery where post_id = $1`,
      [postId],
    );
    return rows[0]?.n;
  };

  it('shows a cadre the text and the steps above before the post is handed on', async () => {
    const postId = await published();
    const steps = [{ unitId: tree.city.unitId, tier: 'CITY', how: 'PUBLISHED', note: null }];
    expect(await read(district.unitId, postId)).toMatchObject({
      state: 'PENDING',
      revision: 1,
      bodyHtml: expect.stringMatching(/./),
      road: steps,
    });
    await forward(district.unitId, postId, '请转发到每个班组。');
    await service.carry();
    const below = tree.unions.find((unit) => unit.path.includes(district.unitId)) ?? tree.city;
    const { road: road_, state } = await read(below.unitId, postId);
    expect(state).toBe('FORWARDED');
    expect(road_.slice(0, 2)).toMatchObject([...steps, { unitId: district.unitId, note: '请转发到每个班组。' }]);
    expect(road_.map((step) => step.unitId)).toEqual(below.path.slice(0, -1));
  });

  it('shows nobody what lies at a unit outside their scope, and nobody what has not come', async () => {
    const postId = await published();
    const stranger = buildStaff(union.unitId);
    const readings = [
      () => read(district.unitId, postId, stranger),
      () => read(newId(), postId),
      () => read(district.unitId, newId()),
    ];
    for (const reading of readings) await expect(reading()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('holds a post at a district that forwards by hand, until a cadre adds a note and hands it on', async () => {
    const postId = await published();
    expect(await deliveries(postId)).toBe(6);
    const waiting = await list(district.unitId);
    expect(waiting.items.find((item) => item.postId === postId)).toMatchObject({
      state: 'PENDING',
      how: null,
      note: null,
      deadlineAt: null,
      publishedBy: { unitId: tree.city.unitId, name: tree.city.name, tier: 'CITY' },
    });
    const view = await forward(district.unitId, postId, ' 请各单位于周五前落实。 ');
    expect(view).toMatchObject({ state: 'FORWARDED', how: 'MANUAL', note: '请各单位于周五前落实。' });
    await service.carry();
    expect(await deliveries(postId)).toBe(12);
  });

  it('opens a post to the members when the cadre of a grassroots union forwards it', async () => {
    const postId = await published();
    expect((await list(union.unitId)).items.map((item) => item.postId)).toContain(postId);
    expect(await forward(union.unitId, postId, '食堂门口领水')).toMatchObject({ state: 'FORWARDED', how: 'MANUAL' });
    const [row] = await service.database.query(
      `select state, note, opened_how from delivery where post_id = $1 and unit_id = $2`,
      [postId, union.unitId],
    );
    expect(row).toEqual({ state: 'OPEN', note: '食堂门口领水', opened_how: 'MANUAL' });
    expect((await list(union.unitId, 'FORWARDED')).items[0]).toMatchObject({ postId, note: '食堂门口领水' });
  });

  it('tells the second cadre that it was forwarded already, also when both tap at once', async () => {
    const postId = await published();
    const taps = await Promise.allSettled(
      Array.from({ length: 6 }, (_, i) => forward(district.unitId, postId, `第${i}条`)),
    );
    const refused = taps.filter((tap) => tap.status === 'rejected');
    expect(refused).toHaveLength(5);
    for (const tap of refused) expect(tap.reason).toMatchObject({ code: 'RELAY_ALREADY_FORWARDED' });
    const events = await service.database.query(
      `select 1 from outbox where envelope::json -> 'data' ->> 'postId' = $1 and envelope::json -> 'data' -> 'unitIds' ->> 0 = $2 and published_at is null`,
      [postId, district.unitId],
    );
    expect(events).toHaveLength(1);
  });

  it('does not forward what was recalled, and no longer lists it as waiting', async () => {
    const postId = await published();
    await road.recall({ postId, revision: 2, reason: '有误', recalledAt: new Date().toISOString() });
    for (const unit of [district, union]) {
      await expect(forward(unit.unitId, postId, null)).rejects.toMatchObject({ code: 'POST_RECALLED' });
      expect((await list(unit.unitId)).items.map((item) => item.postId)).not.toContain(postId);
    }
  });

  it('gives the same answer for a unit of others, a unit that does not exist, and a post that does not exist', async () => {
    const postId = await published();
    const cadre = buildStaff(tree.districts[1]?.unitId ?? '');
    for (const unitId of [district.unitId, tree.city.unitId, union.unitId, newId()]) {
      await expect(forward(unitId, postId, null, cadre)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    await expect(forward(district.unitId, newId(), null)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('lets the administrator of a district forward for the unions below, and nobody forward with read rights alone', async () => {
    const postId = await published();
    const administrator = buildStaff(tree.districts[1]?.unitId ?? '', 'administrator');
    await expect(forward(union.unitId, postId, null, administrator)).resolves.toMatchObject({ state: 'FORWARDED' });
    expect(() => requireScope(buildStaff(district.unitId, 'analyst'), 'relay.forward')).toThrow(
      expect.objectContaining({ code: 'FORBIDDEN' }),
    );
  });

  it('pages through what lies at a unit, without gap or repetition', async () => {
    for (let i = 0; i < 5; i++) await published();
    for (const state of ['PENDING', 'FORWARDED'] as const) {
      const all = (await list(union.unitId, state, { limit: 100 })).items.map((item) => item.postId);
      const paged: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page = await list(union.unitId, state, { limit: 2, ...(cursor && { cursor }) });
        paged.push(...page.items.map((item) => item.postId));
        cursor = page.next;
      }
      expect(paged).toEqual(all);
    }
  });

  it('goes by itself again after the policy is set back, for posts that arrive from then on', async () => {
    const before = await published();
    expect(await setPolicy(district, 'AUTO')).toMatchObject({ unitId: district.unitId, mode: 'AUTO' });
    const after = await published();
    expect(await deliveries(after)).toBe(12);
    expect(await deliveries(before)).toBe(6);
    await setPolicy(district, 'MANUAL');
  });

  it('says AUTO for a unit that never chose, and NOT_FOUND for one of others', async () => {
    const policies = service.module.get(KeepForwardingPolicy, { strict: false });
    const scope = requireScope(buildStaff(tree.districts[1]?.unitId ?? ''), 'relay.read');
    expect(await policies.get(tree.districts[1]?.unitId ?? '', scope)).toEqual({
      unitId: tree.districts[1]?.unitId,
      mode: 'AUTO',
      setAt: null,
    });
    await expect(policies.get(district.unitId, scope)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
