import type { Tx } from '@guantong/persistence';
import { newId } from '@guantong/platform';
import { type DisposableDatabase, disposableDatabase, eventually } from '@guantong/testing';
import { entities, plainTables } from '../entities.js';
import { migrations } from '../migrations.js';

const FOREIGN_KEY_VIOLATION = '23503';

/** What the foreign key of worker.unit_id did row by row, triggers do union by union. */
describe('every worker is in a unit that exists', () => {
  let db: DisposableDatabase;
  beforeAll(async () => {
    db = await disposableDatabase({ entities, plainTables, migrations });
  });
  afterAll(() => db.drop());

  let codes = 0;
  let slots = 0;
  const newUnit = async (): Promise<string> => {
    const id = newId();
    const code = `U${codes++}`;
    const city = newId();
    await db.database.query(
      `insert into unit (id, code, tier, kind, name, short_name, path)
       values ($1, 'BJ', 'CITY', 'city_federation', '市总工会', '市总', array[$1::uuid]) on conflict do nothing`,
      [city],
    );
    await db.database.query(
      `insert into unit (id, code, tier, kind, name, short_name, parent_id, path)
       select $1, $2, 'GRASSROOTS', 'site', $2, $2, id, array[id, $1::uuid] from unit where tier = 'CITY'`,
      [id, code],
    );
    await db.database.query(`delete from unit_version where unit_id = $1`, [id]);
    return id;
  };
  const enter = (sql: Pick<Tx, 'query'>, unitIds: readonly string[]): Promise<unknown> =>
    sql.query(
      `insert into worker (id, unit_id, slot, name, sex, birth_date, schooling, employment_form, has_smartphone)
       select uuidv7(), u.id, $2 + u.n, '王芳', 'F', '1980-01-01', 'college', 'contract', true
         from unnest($1::uuid[]) with ordinality as u (id, n)`,
      [unitIds, (slots += 100)],
    );
  /** Its history, which holds on to it as well, is out of the way. */
  const remove = (sql: Pick<Tx, 'query'>, unitId: string): Promise<unknown> =>
    sql.query(`delete from unit where id = $1`, [unitId]);
  const refused = (work: Promise<unknown>) => expect(work).rejects.toMatchObject({ code: FOREIGN_KEY_VIOLATION });
  /** Starts `other` when `first` is done but not yet committed, and commits when `other` waits for it. */
  const besides = async (
    first: (tx: Tx) => Promise<unknown>,
    other: (tx: Tx) => Promise<unknown>,
  ): Promise<unknown> => {
    let waiting: Promise<unknown> = Promise.resolve();
    await db.database.transaction(async (tx) => {
      await first(tx);
      waiting = db.database.transaction(other);
      waiting.catch(() => undefined);
      await eventually(async () => {
        const [row] = await db.database.query<{ n: number }>(
          `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        expect(row?.n).toBe(1);
      });
    });
    return waiting;
  };

  it('refuses workers of a unit that is not there, among however many others', async () => {
    const [a, b] = [await newUnit(), await newUnit()];
    await enter(db.database, [a, b, a]);
    await refused(enter(db.database, [a, newId(), b]));
    await refused(db.database.query(`update worker set unit_id = $1 where unit_id = $2`, [newId(), a]));
    const moved = db.database.query(`update worker set unit_id = $1 where unit_id = $2 returning 1`, [b, a]);
    await expect(moved).resolves.toHaveLength(2);
  });

  it('refuses to take away a unit that has workers, or its id', async () => {
    const [full, empty] = [await newUnit(), await newUnit()];
    await enter(db.database, [full]);
    await refused(remove(db.database, full));
    await refused(db.database.query(`update unit set id = $1 where id = $2`, [newId(), full]));
    await expect(remove(db.database, empty)).resolves.toEqual([]);
  });

  it('refuses whoever comes second, when one enters a worker and another takes the unit away', async () => {
    const [a, b] = [await newUnit(), await newUnit()];
    await refused(
      besides(
        (tx) => enter(tx, [a]),
        (tx) => remove(tx, a),
      ),
    );
    await refused(
      besides(
        (tx) => remove(tx, b),
        (tx) => enter(tx, [b]),
      ),
    );
    const [row] = await db.database.query<{ n: number }>(
      `select count(*)::int as n from worker w where not exists (select 1 from unit u where u.id = w.unit_id)`,
    );
    expect(row?.n).toBe(0);
  });

  it('is kept by the triggers and nothing else (the control)', async () => {
    const undo = new Error('undone');
    const without = db.database.transaction(async (tx) => {
      await tx.query('alter table worker disable trigger workers_added_are_in_units');
      await enter(tx, [newId()]); // taken, though there is no such unit
      throw undo;
    });
    await expect(without).rejects.toBe(undo);
  });
});
