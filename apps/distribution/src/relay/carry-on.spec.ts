import { TestRoad } from '../testing/test-road.js';
import { testDistribution, type TestDistribution } from '../testing/test-distribution.js';
import { buildTree, buildWorkers } from '../testing/build-tree.js';
import { buildPost } from '../testing/build-post.js';

describe('the road down', () => {
  let service: TestDistribution;
  let road: TestRoad;
  beforeAll(async () => {
    service = await testDistribution();
    road = new TestRoad(service);
  });
  afterAll(() => service.drop());

  it('brings a post from the city to every union, when all of them forward by themselves', async () => {
    const tree = buildTree();
    await road.units(tree.all);
    await road.workers(tree.unions.flatMap((u) => buildWorkers(u.unitId, 3)));
    const post = buildPost({ unitId: tree.city.unitId });
    await road.publish(post);
    expect(await service.carry()).toBe(3);
    const relays = await service.database.query(
      `select tier, state, count(*)::int as n from relay where post_id = $1 group by 1, 2 order by 3`,
      [post.postId],
    );
    expect(relays).toEqual([
      { tier: 'CITY', state: 'FORWARDED', n: 1 },
      { tier: 'DISTRICT', state: 'FORWARDED', n: 2 },
      { tier: 'DIRECT', state: 'FORWARDED', n: 4 },
    ]);
    const deliveries = await service.database.query(
      `select state, slots, audience, path, parent_unit_id from delivery where post_id = $1`,
      [post.postId],
    );
    expect(deliveries).toHaveLength(12);
    expect(deliveries[0]).toMatchObject({ state: 'OPEN', slots: 3, audience: '111' });
  });
});
