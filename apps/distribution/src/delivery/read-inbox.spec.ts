import { newId } from '@guantong/platform';
import { buildPost } from '../testing/build-post.js';
import { buildTree, buildWorker, buildWorkers, type TestTree } from '../testing/build-tree.js';
import { testDistribution, type TestDistribution } from '../testing/test-distribution.js';
import { TestRoad } from '../testing/test-road.js';
import { TestWorker } from '../testing/test-worker.js';

describe("a worker's inbox", () => {
  let service: TestDistribution;
  let road: TestRoad;
  beforeAll(async () => {
    service = await testDistribution();
    road = new TestRoad(service);
  });
  afterAll(() => service.drop());

  const city = async (workers = 3): Promise<TestTree & { unionId: string }> => {
    const tree = buildTree(1, 1, 2);
    await road.units(tree.all);
    await road.workers(tree.unions.flatMap((u) => buildWorkers(u.unitId, workers)));
    return { ...tree, unionId: tree.unions[0]?.unitId ?? '' };
  };
  const publish = async (unitId: string, overrides: object = {}) => {
    const post = buildPost({ unitId, ...overrides });
    await road.publish(post);
    await service.carry();
    return post.postId;
  };
  const correct = (postId: string, revision: number) =>
    road.correct({
      postId,
      title: '更正',
      summary: '改',
      bodyHtml: '<p>改</p>',
      revision,
      reason: '时间改了',
      correctedAt: new Date().toISOString(),
    });
  const recall = (postId: string) =>
    road.recall({ postId, revision: 9, reason: '取消', recalledAt: new Date().toISOString() });
  const ids = async (worker: TestWorker) => (await worker.inbox()).items.map((item) => item.postId);

  it('shows what came to the union, latest first, unread at first and read after opening', async () => {
    const elsewhere = await city();
    const tree = await city();
    const worker = new TestWorker(service, tree.unionId, 1);
    const first = await publish(tree.city.unitId);
    const second = await publish(tree.districts[0]?.unitId ?? '');
    expect(await ids(worker)).toEqual([second, first]);
    expect((await worker.inbox()).items[1]).toMatchObject({
      postId: first,
      read: false,
      confirmed: false,
      status: 'PUBLISHED',
    });
    await worker.open(first);
    expect((await worker.inbox()).items[1]).toMatchObject({ postId: first, read: true, correctedSinceRead: false });
    expect(await ids(new TestWorker(service, elsewhere.unionId, 1))).toEqual([]);
  });

  it('pages without gap or repetition', async () => {
    const tree = await city();
    const worker = new TestWorker(service, tree.unionId, 0);
    for (let i = 0; i < 5; i++) await publish(tree.city.unitId);
    const all = await ids(worker);
    const paged: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await worker.inbox({ limit: 2, ...(cursor && { cursor }) });
      paged.push(...page.items.map((item) => item.postId));
      cursor = page.next;
    }
    expect(paged).toEqual(all);
    await expect(worker.inbox({ cursor: 'bm8' })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('opens a post with its body and every note on the way, and who handed it on when and how', async () => {
    const tree = await city();
    const [district] = tree.districts;
    if (!district) throw new Error('no tree');
    await service.database.query(`insert into forwarding_policy values ($1, 'MANUAL', null, now())`, [district.unitId]);
    const postId = await publish(tree.city.unitId);
    await service.database.query(
      `update relay set state = 'FORWARDED', forwarded_how = 'MANUAL', forwarded_at = now(), note = '各单位请落实' where post_id = $1 and unit_id = $2`,
      [postId, district.unitId],
    );
    await service.database.query(
      `insert into outbox (id, subject, type, envelope, traceparent, correlation_id)
       select $1, 'x', type, replace(envelope, $2, $3), traceparent, correlation_id from outbox where envelope like '%' || $4 || '%' limit 1`,
      [newId(), tree.city.unitId, district.unitId, postId],
    );
    await service.carry();
    const post = await new TestWorker(service, tree.unionId, 0).open(postId);
    expect(post).toMatchObject({ read: true, bodyHtml: '<p>高温天气，请合理安排作业时间。</p>', revision: 1 });
    expect(post.road.map(({ tier, how, note, name }) => ({ tier, how, note, name }))).toEqual([
      { tier: 'CITY', how: 'PUBLISHED', note: null, name: tree.city.name },
      { tier: 'DISTRICT', how: 'MANUAL', note: '各单位请落实', name: district.name },
      { tier: 'DIRECT', how: 'AUTO', note: null, name: tree.directs[0]?.name },
      { tier: 'GRASSROOTS', how: 'AUTO', note: null, name: tree.unions[0]?.name },
    ]);
  });

  it('changes the body everywhere on a correction, keeps notes, and tells those who read the old text', async () => {
    const tree = await city();
    const reader = new TestWorker(service, tree.unionId, 0);
    const other = new TestWorker(service, tree.unionId, 1);
    const postId = await publish(tree.city.unitId);
    await service.database.query(`update delivery set note = '按语' where post_id = $1`, [postId]);
    await reader.open(postId);
    await correct(postId, 2);
    expect((await reader.inbox()).items[0]).toMatchObject({
      title: '更正',
      note: '按语',
      read: true,
      correctedSinceRead: true,
    });
    expect((await other.inbox()).items[0]).toMatchObject({ title: '更正', read: false, correctedSinceRead: false });
    expect(await reader.open(postId)).toMatchObject({
      bodyHtml: '<p>改</p>',
      correctionReason: '时间改了',
      correctedSinceRead: true,
    });
    expect((await reader.inbox()).items[0]).toMatchObject({ correctedSinceRead: false });
    await correct(postId, 3);
    expect((await reader.inbox()).items[0]).toMatchObject({ correctedSinceRead: true });
  });

  it('shows a recalled post, without its text, only to those who had read it', async () => {
    const tree = await city();
    const [reader, other] = [new TestWorker(service, tree.unionId, 0), new TestWorker(service, tree.unionId, 1)];
    const postId = await publish(tree.city.unitId);
    await reader.open(postId);
    await recall(postId);
    expect((await reader.inbox()).items).toMatchObject([{ postId, status: 'RECALLED', summary: '' }]);
    expect(await reader.open(postId)).toMatchObject({ bodyHtml: null, recallReason: '取消' });
    await expect(reader.confirm(postId)).rejects.toMatchObject({ code: 'POST_RECALLED' });
    expect(await ids(other)).toEqual([]);
    await expect(other.open(postId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is for the audience only: sex, age, schooling and form of employment, all of them', async () => {
    const tree = buildTree(1, 1, 1);
    await road.units(tree.all);
    const unionId = tree.unions[0]?.unitId ?? '';
    const year = new Date().getUTCFullYear();
    const people = [
      { sex: 'F' as const, birthYear: year - 30, schooling: 'college' as const, employmentForm: 'permanent' as const },
      { sex: 'M' as const, birthYear: year - 60, schooling: 'primary' as const, employmentForm: 'migrant' as const },
      { sex: 'F' as const, birthYear: year - 60, schooling: 'primary' as const, employmentForm: 'migrant' as const },
      { sex: 'F' as const, birthYear: year - 60, schooling: 'primary' as const, status: 'LEFT' as const },
    ];
    await road.workers(people.map((given, slot) => buildWorker({ unitId: unionId, slot, ...given })));
    const audiences: [object, string][] = [
      [{}, '1110'],
      [{ sex: 'F' }, '1010'],
      [{ minAge: 50 }, '0110'],
      [{ maxAge: 35 }, '1000'],
      [{ minAge: 60, maxAge: 60 }, '0110'],
      [{ schoolings: ['primary', 'lower_secondary'], sex: 'M' }, '0100'],
      [{ employmentForms: ['migrant'], sex: 'F', minAge: 50 }, '0010'],
      [{ employmentForms: ['new_form'] }, '0000'],
    ];
    for (const [audience, bits] of audiences) {
      const postId = await publish(tree.city.unitId, { audience });
      const [row] = await service.database.query(
        `select audience, audience_count as n from delivery where post_id = $1`,
        [postId],
      );
      expect([audience, row]).toEqual([audience, { audience: bits, n: bits.replaceAll('0', '').length }]);
      for (const [slot, bit] of [...bits].entries()) {
        const seen = await ids(new TestWorker(service, unionId, slot));
        expect(seen.includes(postId)).toBe(bit === '1');
      }
    }
  });

  it('shows posts for everybody to a member who joined later, who has his own unread marks and is not counted', async () => {
    const tree = await city();
    const all = await publish(tree.city.unitId);
    const men = await publish(tree.city.unitId, { audience: { sex: 'M' } });
    await road.workers([buildWorker({ unitId: tree.unionId, slot: 3 })]);
    const late = new TestWorker(service, tree.unionId, 3);
    expect(await ids(late)).toEqual([all]);
    expect(await ids(new TestWorker(service, tree.unionId, 0))).toEqual([men, all]);
    await late.open(all);
    await late.confirm(all);
    expect((await late.inbox()).items[0]).toMatchObject({ read: true, confirmed: true, correctedSinceRead: false });
    await correct(all, 2);
    expect((await late.inbox()).items[0]).toMatchObject({ correctedSinceRead: true });
    await late.open(all);
    expect((await late.inbox()).items[0]).toMatchObject({ correctedSinceRead: false });
    const [row] = await service.database.query(
      `select read, read_count from delivery where post_id = $1 and unit_id = $2`,
      [all, tree.unionId],
    );
    expect(row).toEqual({ read: null, read_count: 0 });
    const log = await service.database.query(`select grade, revision from receipt_log where post_id = $1 order by at`, [
      all,
    ]);
    expect(log).toEqual([
      { grade: 1, revision: 1 },
      { grade: 2, revision: 1 },
      { grade: 1, revision: 2 },
    ]);
  });

  it('follows the worker: after a move the old union is closed to his slot, and its figures stay', async () => {
    const tree = await city(2);
    const [from, to] = tree.unions;
    if (!from || !to) throw new Error('no tree');
    const before = await publish(tree.city.unitId);
    const mover = buildWorker({ unitId: from.unitId, slot: 2 });
    await road.workers([mover]);
    const during = await publish(tree.city.unitId);
    await road.workers([{ ...mover, unitId: to.unitId, slot: 2, revision: 2 }]);
    const after = await publish(tree.city.unitId);
    const counts = async (postId: string) =>
      service.database.query(
        `select audience from delivery where post_id = $1 and unit_id = any($2::uuid[]) order by array_position($2, unit_id)`,
        [postId, [from.unitId, to.unitId]],
      );
    expect([await counts(before), await counts(during), await counts(after)]).toEqual(
      [
        ['11', '11'],
        ['111', '11'],
        ['110', '111'],
      ].map((bits) => bits.map((audience) => ({ audience }))),
    );
    expect(await ids(new TestWorker(service, to.unitId, 2))).toEqual([after, during, before]);
  });

  it('gives the same answer for a post of another union, one held back, and one that does not exist', async () => {
    const tree = await city();
    const other = await city();
    await service.database.query(`insert into forwarding_policy values ($1, 'MANUAL', null, now())`, [tree.unionId]);
    const held = await publish(tree.city.unitId);
    const foreign = await publish(other.city.unitId);
    const worker = new TestWorker(service, tree.unionId, 0);
    for (const postId of [held, foreign, newId()]) {
      await expect(worker.open(postId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(worker.confirm(postId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect(await worker.send({ postId, grade: 'READ' })).toBe(false);
    }
  });
});
