import { isDeepStrictEqual } from 'node:util';
import { type MirroredWorker, UNIT_KINDS, type UnitKind, type UnitStateV1, type UnitTier } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { DomainError, newId } from '@guantong/platform';
import { array, assert, asyncProperty, constantFrom, nat, record } from 'fast-check';
import { mirroredWorkerSql } from '../membership-place/persistence/mirrored-worker-sql.js';
import { buildTree, buildUnit } from '../testing/build-tree.js';
import { type MembershipFixture, membershipFixture } from '../testing/membership-fixture.js';
import { CarryOutUnitChange } from './application/carry-out-unit-change.js';
import type { PlanOf, UnitChangePlan, UnitToOpen } from './domain/unit-change.js';
import { PastTreeReader } from './persistence/past-tree-reader.js';
import { TreeCheckRepository } from './persistence/tree-check-repository.js';
import { unitStateSql } from './persistence/unit-state-sql.js';
import { ModelTree, type ModelUnit } from './testing/model-tree.js';

const RUNS = 1000;
const KINDS = ['OPEN', 'OPEN', 'RENAME', 'MOVE', 'MOVE', 'MERGE', 'SPLIT', 'DISSOLVE'] as const;
const BELOW_CITY: UnitTier[] = ['DISTRICT', 'DIRECT', 'GRASSROOTS'];

/** One step, still without names: `a`, `b`, `c` pick units among those there are then. */
interface Step {
  kind: (typeof KINDS)[number];
  a: number;
  b: number;
  c: number;
}

/** What a mirror has heard so far. */
interface Mirror {
  units: Map<string, UnitStateV1>;
  workers: Map<string, MirroredWorker>;
}

/** What mirrors live on, as it lies in the outbox. */
interface Sent {
  id: string;
  data: UnitStateV1 | { workers: MirroredWorker[] };
}

const NO_FAULT = { found: 0, faults: [] };
const UNDO = new Error('the end of a run');

describe('the tree', () => {
  let m: MembershipFixture;
  let base: ModelTree;
  let serial = 0;

  beforeAll(async () => {
    m = await membershipFixture({ TREE_POLL_MS: '60000' });
    const tree = await buildTree(m);
    await buildUnit(m, tree.otherDistrict.id, 'park');
    await buildUnit(m, tree.street.id, 'enterprise');
    for (const unit of [tree.site, tree.otherSite]) {
      await m.database.query(
        `with added as (
           insert into worker (id, unit_id, slot, name, sex, birth_date, schooling, employment_form, has_smartphone)
           select uuidv7(), $1, n, '某人', 'F', '1980-01-01', 'primary', 'migrant', true from generate_series(0, 4) n
           returning 1)
         update unit set worker_count = 5, next_slot = 5 where id = $1`,
        [unit.id],
      );
    }
    const units = await m.database.query<ModelUnit>(
      `select id, parent_id as "parentId", tier, name, true as "isActive" from unit order by id`,
    );
    const workers = await m.database.query<{ id: string; unitId: string }>(
      `select id, unit_id as "unitId" from worker order by id`,
    );
    base = new ModelTree(
      new Map(units.map((unit) => [unit.id, unit])),
      new Map(workers.map((worker) => [worker.id, worker.unitId])),
    );
  });
  afterAll(() => m.stop());

  const toOpen = (tier: UnitTier): UnitToOpen => {
    const code = `P${++serial}`;
    const unitKind: UnitKind = UNIT_KINDS[tier][0];
    return { unitId: newId(), code, unitKind, name: `第${code}工会`, shortName: code, address: '', creditCode: null };
  };

  const half = <T>(list: readonly T[], c: number): T[] => list.filter((_, i) => (i + c) % 2 === 0);

  function planOf(model: ModelTree, { kind, a, b, c }: Step): UnitChangePlan {
    const ids = [...model.units.keys()];
    const [one, other, third] = [a, b, c].map((n) => ids[n % ids.length] ?? '') as [string, string, string];
    const sibling = [...model.units.values()].filter(({ tier }) => tier === model.unit(one).tier);
    const alike = c % 4 === 0 ? other : (sibling[b % sibling.length]?.id ?? other); // seldom one of another tier
    switch (kind) {
      case 'OPEN': {
        const below = BELOW_CITY[['CITY', 'DISTRICT', 'DIRECT'].indexOf(model.unit(one).tier)] ?? 'GRASSROOTS';
        return { kind, parentId: one, ...toOpen(c % 5 === 0 ? (BELOW_CITY[b % 3] ?? below) : below) };
      }
      case 'RENAME':
        return { kind, unitId: one, name: `更名${c}` };
      case 'MOVE': {
        const parents = [...model.units.values()].filter(
          ({ tier }) => tier === model.unit(model.unit(one).parentId ?? one).tier,
        );
        return { kind, unitId: one, parentId: c % 4 === 0 ? other : (parents[b % parents.length]?.id ?? other) };
      }
      case 'MERGE':
        return { kind, unitIds: c % 3 === 0 ? [one, third] : [one], intoUnitId: alike };
      case 'DISSOLVE':
        return { kind, unitId: one, successorId: c % 2 === 0 ? alike : null };
      default: {
        const { tier } = model.unit(one);
        const named: PlanOf<'SPLIT'>['parts'][number] = {
          ...toOpen(tier),
          childIds: half(model.children(one), c).map((unit) => unit.id),
          workerIds: half(model.members(one), c),
          trades: [],
        };
        return { kind, unitId: one, parts: [named] };
      }
    }
  }

  async function carryOut(tx: Tx, plan: UnitChangePlan): Promise<string | null> {
    const scope = { units: [], subtrees: [m.cityId] };
    await tx.query('savepoint step');
    try {
      await m.app.get(CarryOutUnitChange).run(tx, { actor: m.admin, scope, changeId: newId(), planned: false }, plan);
      return null;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await tx.query('rollback to savepoint step');
      tx.em.clear();
      return error.code;
    }
  }

  /** What there is now, and what has been sent that is not among the heard: in one statement, since it is often asked. */
  async function look(tx: Tx, heard: ReadonlySet<string>): Promise<{ now: Mirror; sent: Sent[] }> {
    const [seen] = await tx.query<{ units: UnitStateV1[]; workers: MirroredWorker[]; sent: Sent[] }>(
      `select (select json_agg(${unitStateSql('u')}) from unit u) as units,
              (select json_agg(${mirroredWorkerSql('w')}) from worker w) as workers,
              (select coalesce(json_agg(json_build_object('id', id, 'data', envelope::json -> 'data')), '[]')
                 from outbox
                where type in ('state.membership.unit.v1', 'evt.membership.workers.changed.v1')
                  and not id = any($1::uuid[])) as sent`,
      [[...heard]],
    );
    const { units, workers, sent } = seen ?? { units: [], workers: [], sent: [] };
    return {
      now: {
        units: new Map(units.map((unit) => [unit.unitId, unit])),
        workers: new Map(workers.map((worker) => [worker.workerId, worker])),
      },
      sent,
    };
  }

  /** What has been sent since, applied in the wrong order. */
  function listen(sent: readonly Sent[], mirror: Mirror, heard: Set<string>): void {
    for (const { id, data } of sent.toReversed()) {
      heard.add(id);
      if ('workers' in data) for (const worker of data.workers) keep(mirror.workers, worker.workerId, worker);
      else keep(mirror.units, data.unitId, data);
    }
  }
  const keep = <T extends { revision: number }>(mirror: Map<string, T>, id: string, news: T): void => {
    if ((mirror.get(id)?.revision ?? 0) < news.revision) mirror.set(id, news);
  };

  /** Time passes: what has happened so far happened a day earlier. By way of long ago: keys are checked row by row. */
  const nextDay = (tx: Tx) =>
    tx.query(
      ['-300 years', '300 years -1 day']
        .map((by) => `update unit_version set valid_from = valid_from + '${by}', valid_to = valid_to + '${by}'`)
        .join(';'),
    );

  const ofModel = (model: ModelTree) =>
    [...model.units.values()]
      .map(({ id, parentId, name, isActive }) => [id, parentId, model.path(id), name, isActive])
      .toSorted(byId);
  const byId = (a: unknown[], b: unknown[]): number => (String(a[0]) < String(b[0]) ? -1 : 1);

  function agrees(now: Mirror, model: ModelTree, mirror: Mirror): void {
    same(mirror, now);
    same(
      [...now.units.values()].map((u) => [u.unitId, u.parentId, u.path, u.name, u.status === 'ACTIVE']).toSorted(byId),
      ofModel(model),
    );
    same(new Map([...now.workers].map(([id, worker]) => [id, worker.unitId])), model.unionOf);
  }

  /** As `expect(is).toEqual(ought)`, which takes ten times as long to find nothing. */
  function same(is: unknown, ought: unknown): void {
    if (isDeepStrictEqual(is, ought)) return;
    expect(is).toStrictEqual(ought);
    throw new Error('not the same'); // for what only one of the two sees
  }

  async function wasSo(tx: Tx, past: readonly ModelTree[], pick: number): Promise<void> {
    const reader = new PastTreeReader(tx);
    const scope = { units: [], subtrees: [m.cityId] };
    const days = await tx.query<{ day: string }>(
      `select ((now() at time zone 'Asia/Shanghai')::date - n)::text as day from generate_series($1::int, 1, -1) as n`,
      [past.length],
    );
    for (const [i, model] of past.entries()) {
      const [day, ids] = [days[i]?.day ?? '', [...model.units.keys()]];
      const id = ids[pick % ids.length] ?? m.cityId;
      const below = await reader.children(scope, day, id, { after: undefined, limit: 100 });
      same(
        below.map((unit) => [unit.unitId, unit.unitsBelow]).toSorted(byId),
        model
          .children(id)
          .map((unit) => [unit.id, model.countBelow(unit.id)])
          .toSorted(byId),
      );
      const { breadcrumbs } = await reader.get(scope, day, id);
      same(
        breadcrumbs.map(({ unitId, name }) => [unitId, name]),
        model.path(id).map((above) => [above, model.unit(above).name]),
      );
    }
  }

  const steps = array(record({ kind: constantFrom(...KINDS), a: nat(1000), b: nat(1000), c: nat(1000) }), {
    minLength: 1,
    maxLength: 6,
  });
  const outcomes = new Map<string, number>();

  /** A transaction that never happened. */
  async function undone(work: (tx: Tx) => Promise<void>): Promise<void> {
    try {
      await m.database.transaction(async (tx) => {
        await work(tx);
        throw UNDO;
      });
    } catch (error) {
      if (error !== UNDO) throw error;
    }
  }

  async function run(tx: Tx, plan: readonly Step[]): Promise<void> {
    const model = base.copy();
    const { now: mirror, sent } = await look(tx, new Set());
    const heard = new Set(sent.map(({ id }) => id));
    const slots = new Map<string, string>();
    const past: ModelTree[] = [];
    for (const step of plan) {
      const change = planOf(model, step);
      const due = model.copy().apply(change);
      if (due === null) model.apply(change);
      const got = await carryOut(tx, change);
      same([change.kind, got], [change.kind, due]);
      const outcome = `${change.kind} ${got ?? 'done'}`;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      const seen = await look(tx, heard);
      listen(seen.sent, mirror, heard);
      agrees(seen.now, model, mirror);
      for (const { workerId, unitId, slot } of mirror.workers.values()) {
        const place = `${unitId}/${slot}`;
        same(slots.get(place) ?? workerId, workerId); // a slot is never given to anybody else
        slots.set(place, workerId);
      }
      past.push(model.copy());
      await nextDay(tx);
    }
    await wasSo(tx, past, plan[0]?.c ?? 0);
    const checks = m.app.get(TreeCheckRepository);
    expect(await checks.shape(tx, UNIT_KINDS)).toEqual(NO_FAULT);
    expect(await checks.versions(tx)).toEqual(NO_FAULT);
    expect(await checks.workers(tx)).toEqual(NO_FAULT);
    expect(await checks.tallies(tx)).toEqual(NO_FAULT);
    expect(await checks.dayTallies(tx)).toEqual(NO_FAULT);
  }

  it(`is what a simple model says after any changes, in its mirrors and in its past too (${RUNS} runs)`, async () => {
    let runs = 0;
    const property = asyncProperty(steps, async (plan) => {
      await undone((tx) => run(tx, plan));
      // a run leaves some two hundred rows that never were, and every statement of the next would step over them
      if (++runs % 10 === 0) await m.database.query('vacuum (skip_database_stats) unit, unit_version, worker, outbox');
    });
    await assert(property, { numRuns: RUNS });
    // every kind was both done and refused
    for (const kind of new Set(KINDS)) {
      expect(outcomes.get(`${kind} done`)).toBeGreaterThan(20);
      expect([...outcomes.keys()].filter((outcome) => outcome.startsWith(kind)).length).toBeGreaterThan(1);
    }
  }, 300_000);

  it('would show a mirror that missed a message (the control)', async () => {
    await undone(async (tx) => {
      const { now: mirror, sent } = await look(tx, new Set());
      const heard = new Set(sent.map(({ id }) => id));
      await carryOut(tx, { kind: 'RENAME', unitId: m.cityId, name: '新市总工会' });
      const seen = await look(tx, heard);
      expect(() => same(mirror, seen.now)).toThrow('新市总工会');
      listen(seen.sent, mirror, heard);
      same(mirror, seen.now);
    });
  });
});
