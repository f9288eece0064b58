import { type Envelope, UnitState, type UnitStateV1 } from '@guantong/contracts';
import { EVENT_HANDLER, type EventHandlerMetadata } from '@guantong/messaging';
import { newId } from '@guantong/platform';
import { buildUnitState, type DisposableDatabase, disposableDatabase } from '@guantong/testing';
import * as fc from 'fast-check';
import { unitMirrorMigrations } from './unit-mirror-migrations.js';
import { OnUnitState } from './on-unit-state.js';
import { UnitMirrorRepository } from './unit-mirror-repository.js';

const mirror = new UnitMirrorRepository();
const handler = new OnUnitState(mirror);

const envelope = (data: UnitStateV1): Envelope<UnitStateV1> => ({
  specversion: '1.0',
  id: newId(),
  source: 'membership',
  type: UnitState.subject,
  time: '2026-03-08T01:00:00Z',
  subject: data.unitId,
  correlationid: newId(),
  data,
});

describe('OnUnitState', () => {
  let db: DisposableDatabase;
  const rows = () => db.database.query<UnitStateV1>(`select to_json(m) as unit from unit_mirror m order by unit_id`);
  const snapshotOf = async (units: UnitStateV1[]) => {
    await db.database.query('truncate unit_mirror');
    await mirror.upsert(db.database, units);
    return rows();
  };

  beforeAll(async () => {
    db = await disposableDatabase({ entities: [], migrations: unitMirrorMigrations });
  });
  afterAll(() => db.drop());

  it('has a durable consumer named after its file', () => {
    const metadata = Reflect.getMetadata(EVENT_HANDLER, OnUnitState) as EventHandlerMetadata;
    expect(metadata.file).toBe('on-unit-state');
  });

  it('brings any stale mirror to a fresh snapshot, with events in any order, in any batches and repeated', async () => {
    const ids = Array.from({ length: 5 }, () => newId());
    const history = ids.map((unitId, i) =>
      Array.from({ length: 4 }, (_, n) =>
        buildUnitState({
          unitId,
          path: n % 2 ? [unitId] : [ids[(i + n) % 5] as string, unitId],
          parentId: n % 2 ? null : (ids[(i + n) % 5] as string),
          status: n === 3 && i === 2 ? 'DISSOLVED' : 'ACTIVE',
          name: `${unitId} v${n + 1}`,
          revision: n + 1,
        }),
      ),
    );
    const newest = history.map((states) => states[3] as UnitStateV1);
    const all = history.flat();
    const arrivals = fc
      .tuple(fc.shuffledSubarray(all, { minLength: 20, maxLength: 20 }), fc.shuffledSubarray(all))
      .chain(([every, again]) => fc.shuffledSubarray([...every, ...again], { minLength: 20 + again.length }));
    const stale = fc.subarray(all).map((states) => new Map(states.map((s) => [s.unitId, s])));

    await fc.assert(
      fc.asyncProperty(stale, arrivals, fc.integer({ min: 1, max: 9 }), async (before, events, batch) => {
        await snapshotOf([...before.values()]);
        for (let i = 0; i < events.length; i += batch) {
          const some = events.slice(i, i + batch).map(envelope);
          await db.database.transaction((tx) =>
            some.length === 1 && some[0] ? handler.handle(some[0], tx) : handler.handleBatch(some, tx),
          );
        }
        const after = await rows();
        expect(after).toEqual(await snapshotOf(newest));
      }),
      { numRuns: 40 },
    );
  });

  it('would not, if the revision were not looked at (the control for the test above)', async () => {
    const [old, young] = [1, 2].map((revision) => buildUnitState({ unitId: newId(), revision }));
    const careless = async (unit: UnitStateV1) => {
      await db.database.query('delete from unit_mirror where unit_id = $1', [unit.unitId]);
      await mirror.upsert(db.database, [unit]);
    };
    const unitId = newId();
    for (const unit of [young, old]) await careless({ ...(unit as UnitStateV1), unitId });
    expect((await mirror.find(db.database, unitId))?.revision).toBe(1);
  });

  it('keeps dissolved units, with their status', async () => {
    const unit = buildUnitState();
    await snapshotOf([unit]);
    await db.database.transaction((tx) => handler.handle(envelope({ ...unit, status: 'DISSOLVED', revision: 2 }), tx));
    expect(await mirror.find(db.database, unit.unitId)).toMatchObject({ status: 'DISSOLVED', revision: 2 });
  });

  it('takes 45,000 units in batches of 200', async () => {
    await db.database.query('truncate unit_mirror');
    const city = buildUnitState();
    const units = [city, ...Array.from({ length: 44_999 }, () => buildUnitState({ parent: city }))];
    for (let i = 0; i < units.length; i += 200) {
      await db.database.transaction((tx) => handler.handleBatch(units.slice(i, i + 200).map(envelope), tx));
    }
    expect(await mirror.digest(db.database)).toEqual({ count: 45_000, revisionSum: 45_000 });
  });
});
