import {
  type Actor,
  fail,
  type RpcDefinition,
  SYSTEM,
  UnitDigest,
  UnitRevisions,
  UnitStates,
  type UnitStateV1,
} from '@guantong/contracts';
import type { RpcClient } from '@guantong/messaging';
import { buildUnitState, type DisposableDatabase, disposableDatabase } from '@guantong/testing';
import { unitMirrorMigrations } from './unit-mirror-migrations.js';
import { ReconcileUnitMirror } from './reconcile-unit-mirror.js';
import { UnitMirrorRepository } from './unit-mirror-repository.js';

/** Answers like membership, from a map; `beforeStates` stands for what happens between two questions. */
class FakeMembership {
  readonly units = new Map<string, UnitStateV1>();
  readonly asked: string[] = [];
  away = false;
  beforeStates: () => Promise<void> = async () => undefined;

  put(...units: UnitStateV1[]) {
    for (const unit of units) this.units.set(unit.unitId, unit);
  }

  async call(definition: RpcDefinition, request: { after?: string; limit?: number; unitIds?: string[] }, actor: Actor) {
    if (this.away) throw fail('SERVICE_UNAVAILABLE');
    if (actor !== SYSTEM) throw fail('FORBIDDEN');
    this.asked.push(definition.subject);
    const sorted = [...this.units.values()].toSorted((a, b) => (a.unitId < b.unitId ? -1 : 1));
    if (definition.subject === UnitDigest.subject) {
      return { count: sorted.length, revisionSum: sorted.reduce((sum, u) => sum + u.revision, 0) };
    }
    if (definition.subject === UnitRevisions.subject) {
      const page = sorted.filter((u) => !request.after || u.unitId > request.after).slice(0, request.limit);
      return { units: page.map((u) => [u.unitId, u.revision]) };
    }
    await this.beforeStates();
    return { units: (request.unitIds ?? []).flatMap((id) => this.units.get(id) ?? []) };
  }
}

describe('ReconcileUnitMirror', () => {
  let db: DisposableDatabase;
  let membership: FakeMembership;
  let reconcile: ReconcileUnitMirror;
  const mirror = new UnitMirrorRepository();
  const ours = async () =>
    mirror.findAll(
      db.database,
      (await db.database.query<{ id: string }>('select unit_id as id from unit_mirror')).map((r) => r.id),
    );
  const theirs = () => [...membership.units.values()].toSorted((a, b) => (a.unitId < b.unitId ? -1 : 1));
  const city = buildUnitState();

  beforeAll(async () => {
    db = await disposableDatabase({ entities: [], migrations: unitMirrorMigrations });
  });
  afterAll(() => db.drop());
  beforeEach(async () => {
    await db.database.query('truncate unit_mirror');
    membership = new FakeMembership();
    membership.put(city, buildUnitState({ parent: city, revision: 3 }), buildUnitState({ parent: city, revision: 7 }));
    await mirror.upsert(db.database, theirs());
    reconcile = new ReconcileUnitMirror(db.database, membership as unknown as RpcClient, mirror);
  });

  it('asks one question when all is well', async () => {
    expect(await reconcile.run()).toEqual({ busy: false, mended: 0 });
    expect(membership.asked).toEqual([UnitDigest.subject]);
  });

  it('brings a missing unit', async () => {
    membership.put(buildUnitState({ parent: city }));
    expect(await reconcile.run()).toEqual({ busy: false, mended: 1 });
    expect(await ours()).toEqual(theirs());
  });

  it('refreshes a stale unit', async () => {
    membership.put({ ...city, name: '新名称', revision: 2 });
    await reconcile.run();
    expect(await ours()).toEqual(theirs());
  });

  it('takes out a unit that membership does not know, wherever its id sorts', async () => {
    const lowest = buildUnitState({ unitId: '00000000-0000-7000-8000-000000000001' });
    const highest = buildUnitState({ unitId: 'ffffffff-ffff-7fff-bfff-ffffffffffff' });
    await mirror.upsert(db.database, [lowest, highest]);
    expect((await reconcile.run()).mended).toBe(2);
    expect(await ours()).toEqual(theirs());
  });

  it('takes membership at its word when it was restored to an earlier state', async () => {
    await mirror.upsert(db.database, [{ ...city, name: '未发生的变更', revision: 9 }]);
    await reconcile.run();
    expect(await ours()).toEqual(theirs());
  });

  it('does not undo a change that arrives while it looks, nor take out a unit opened meanwhile', async () => {
    const opened = buildUnitState({ parent: city });
    membership.put(buildUnitState({ parent: city })); // something to mend, so that it looks at all
    membership.beforeStates = async () => {
      const changed = { ...city, name: '刚改的名称', revision: 2 };
      membership.put(changed, opened);
      await mirror.upsert(db.database, [changed, opened]);
    };
    await reconcile.run();
    expect(await ours()).toEqual(theirs());
    membership.beforeStates = async () => undefined;
    expect((await reconcile.run()).mended).toBe(0);
  });

  it('leaves a newer row alone when the answer it got is older by then', async () => {
    const stale = { ...city, revision: 2 };
    membership.put(stale);
    const call = membership.call.bind(membership);
    membership.call = async (definition, request, actor) => {
      const answer = await call(definition, request, actor);
      if (definition.subject === UnitStates.subject)
        await mirror.upsert(db.database, [{ ...city, name: '更新', revision: 5 }]);
      return answer;
    };
    await reconcile.run();
    expect(await mirror.find(db.database, city.unitId)).toMatchObject({ name: '更新', revision: 5 });
  });

  it('says so when membership is away, and changes nothing', async () => {
    const before = await ours();
    membership.away = true;
    await expect(reconcile.run()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(await ours()).toEqual(before);
  });

  it('lets one copy of the service work at a time', async () => {
    membership.put(buildUnitState({ parent: city }));
    const twin = new ReconcileUnitMirror(db.database, membership as unknown as RpcClient, mirror);
    let other: unknown;
    membership.beforeStates = async () => {
      other = await twin.run();
    };
    expect(await reconcile.run()).toEqual({ busy: false, mended: 1 });
    expect(other).toEqual({ busy: true, mended: 0 });
  });

  it('builds a mirror of 12,000 units from nothing, in bounded questions', async () => {
    membership.put(...Array.from({ length: 12_000 }, () => buildUnitState({ parent: city })));
    await db.database.query('truncate unit_mirror');
    expect((await reconcile.run()).mended).toBe(12_003);
    expect(await ours()).toEqual(theirs());
    expect(membership.asked.filter((s) => s === UnitRevisions.subject)).toHaveLength(3);
    expect(membership.asked.filter((s) => s === UnitStates.subject)).toHaveLength(25);
  });
});
