import {
  GetUnit,
  GetUnitChange,
  MergeUnits,
  MoveUnit,
  OpenUnit,
  UNIT_KINDS,
  UnitChildren,
  type UnitStateV1,
} from '@guantong/contracts';
import { DomainError } from '@guantong/platform';
import { buffersTouched, eventually } from '@guantong/testing';
import { type MembershipFixture, membershipFixture } from '../testing/membership-fixture.js';
import { TreeCheckRepository } from './persistence/tree-check-repository.js';
import { UnitMirrorReader } from './persistence/unit-mirror-reader.js';
import { buildLargeTree } from './testing/build-large-tree.js';

const reason = '区划调整';

describe('a district of four thousand units', () => {
  let m: MembershipFixture;
  let districts: string[];
  beforeAll(async () => {
    m = await membershipFixture({ TREE_POLL_MS: '100' });
    districts = await m.database.transaction(async (tx) => {
      await tx.query(`set local statement_timeout = '60s'`);
      const size = { districts: 2, direct: 40, grassroots: 99, workers: 2 };
      return (await buildLargeTree(tx, m.cityId, size)).districts;
    });
  }, 120_000);
  afterAll(() => m.stop());

  const states = async (): Promise<Map<string, UnitStateV1>> => {
    const reader = m.app.get(UnitMirrorReader);
    const ids = await m.database.query<{ id: string }>(`select id from unit`);
    return new Map((await reader.states(ids.map((row) => row.id))).map((state) => [state.unitId, state]));
  };
  const firstBelow = async (unitId: string): Promise<string> =>
    (await m.call(UnitChildren, { unitId, limit: 1 }, m.admin)).items[0]?.unitId ?? '';

  it('goes into another while people read, open and move: nobody is ever without a union, mirrors are exact', async () => {
    const [going = '', staying = ''] = districts;
    const street = await firstBelow(going);
    const union = await firstBelow(street);
    const elsewhere = await firstBelow(staying);
    const mirror = await states();
    const told = (await m.unitStates()).length;
    const seen = { stray: 0, looks: 0, opened: 0, moved: 0, isOver: false };

    /** Until the merger is over, and three times with success. Being asked to come again is an answer as well. */
    const meanwhile = async (work: (n: number) => Promise<unknown>): Promise<void> => {
      let done = 0;
      for (let n = 0; !seen.isOver || done < 3; n++) if (await isServed(() => work(n))) done++;
    };
    const isServed = async (work: () => Promise<unknown>): Promise<boolean> => {
      try {
        await work();
        return true;
      } catch (error) {
        if (error instanceof DomainError && /^SERVICE_(UNAVAILABLE|TIMEOUT)$/.test(error.code)) return false;
        throw error;
      }
    };
    const look = async () => {
      const [row] = await m.database.query<{ stray: number }>(
        `select count(*)::int as stray from worker w left join unit u on u.id = w.unit_id and u.status = 'ACTIVE'
           left join unit d on d.id = u.path[2] and d.status = 'ACTIVE'
          where d.id is null`,
      );
      seen.stray += row?.stray ?? 0;
      seen.looks++;
      expect((await m.call(GetUnit, { unitId: union }, m.admin)).breadcrumbs).toHaveLength(4);
    };
    const open = async (n: number) => {
      const parentId = n % 2 === 0 ? street : elsewhere;
      await m.call(OpenUnit, { parentId, kind: 'site', code: `NEW-${n}`, name: `第${n}项目部`, reason }, m.admin);
      seen.opened++;
    };
    const move = async (n: number) => {
      await m.call(MoveUnit, { unitId: union, parentId: n % 2 === 0 ? elsewhere : street, reason }, m.admin);
      seen.moved++;
    };
    const others = [meanwhile(look), meanwhile(look), meanwhile(open), meanwhile(move)];
    try {
      const merger = await m.call(MergeUnits, { unitIds: [going], intoUnitId: staying, reason }, m.admin);
      expect(merger.state).toBe('PLANNED'); // too large to wait for: the timer does it, now
      await eventually(async () => {
        const { state } = await m.call(GetUnitChange, { changeId: merger.changeId }, m.admin);
        expect(state).toBe('DONE');
      }, 90_000);
    } finally {
      seen.isOver = true;
      await Promise.allSettled(others);
    }
    await Promise.all(others);

    expect(seen.stray).toBe(0);
    expect(Math.min(seen.looks, seen.opened, seen.moved)).toBeGreaterThan(2);
    const news = (await m.unitStates()).slice(told);
    expect(news.length).toBeGreaterThan(4000);
    for (const state of news.toReversed()) {
      if ((mirror.get(state.unitId)?.revision ?? 0) < state.revision) mirror.set(state.unitId, state);
    }
    const fresh = await states();
    expect(mirror.size).toBe(fresh.size);
    const differing = [...fresh].filter(([id, state]) => JSON.stringify(mirror.get(id)) !== JSON.stringify(state));
    expect(differing.slice(0, 3)).toEqual([]);
    await m.database.transaction(async (tx) => {
      const checks = m.app.get(TreeCheckRepository);
      expect(await checks.shape(tx, UNIT_KINDS)).toEqual({ found: 0, faults: [] });
      expect(await checks.versions(tx)).toEqual({ found: 0, faults: [] });
      expect(await checks.tallies(tx)).toEqual({ found: 0, faults: [] });
      expect(await checks.workers(tx)).toEqual({ found: 0, faults: [] });
    });
    // one that was asked to come again may have been served all the same, so the units are counted
    const [active] = await m.database.query<{ units: number }>(
      `select count(*)::int as units from unit where status = 'ACTIVE' and path @> array[$1::uuid] and id <> $1`,
      [staying],
    );
    expect(active?.units).toBeGreaterThanOrEqual(2 * 40 * 100 + seen.opened);
    expect(await m.call(GetUnit, { unitId: staying }, m.admin)).toMatchObject({
      unitsBelow: active?.units,
      workers: 2 * 40 * 99 * 2,
    });
  }, 120_000);

  it('costs a page of the tree no more than a small one: what is below is not counted again', async () => {
    const [, staying = ''] = districts;
    const street = await firstBelow(staying);
    // the statement of a page, for the city, a district and a street
    const counts = (unitId: string) =>
      buffersTouched(m.database, (sql) =>
        sql.query(
          `select coalesce(t.units, 0) + coalesce(since.units, 0) as units
             from unit u left join unit_tally t on t.unit_id = u.id
             left join lateral (select sum(c.units) as units from unit_tally_change c where c.unit_id = u.id) since on true
            where u.id = $1`,
          [unitId],
        ),
      );
    // what has been folded leaves dead rows until the next vacuum, whenever that is
    await eventually(async () => expect(await m.database.query(`select 1 from unit_tally_change`)).toEqual([]));
    await m.database.query(`vacuum unit_tally, unit_tally_change`);
    for (const unitId of [m.cityId, staying, street]) expect(await counts(unitId)).toBeLessThan(50);
    const naive = await buffersTouched(m.database, (sql) =>
      sql.query(`select count(*) from unit where path @> array[$1::uuid]`, [staying]),
    );
    expect(naive).toBeGreaterThan(200);
  });
});
