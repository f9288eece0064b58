import { newId } from '@guantong/platform';
import type { Sql } from '@guantong/persistence';
import { buffersTouched, type DisposableDatabase, disposableDatabase, fillTables } from '@guantong/testing';
import { entities, plainTables } from '../entities.js';
import { migrations } from '../migrations.js';
import { FindOnDuty } from './application/find-on-duty.js';
import { DutyRepository } from './persistence/duty-repository.js';

const SITES = 3000;
/** Of the unit and the city, seven days of three shifts each; 12 of each may be on now, at some ten pages. */
const MOST_PAGES = 400;

/** At intake everybody waits for this answer: its cost is held against pages looked at, which a busy machine does not change. */
describe('who is on duty, among many rosters', () => {
  let db: DisposableDatabase;
  const city = newId();
  beforeAll(async () => {
    db = await disposableDatabase({ entities, plainTables, migrations });
    const insert = (sql: string, values: unknown[] = []) => fillTables(db.database, sql, values);
    await insert(
      `insert into unit (id, code, tier, kind, name, short_name, parent_id, path)
       values ($1, 'BJ', 'CITY', 'city_federation', '市', '市', null, array[$1]::uuid[])`,
      [city],
    );
    await insert(
      `insert into unit (id, code, tier, kind, name, short_name, parent_id, path)
       select i.id, 'U' || i.n, 'DISTRICT', 'district_union', 'U' || i.n, 'U' || i.n, $1, array[$1, i.id]
         from (select uuidv7() as id, n from generate_series(1, $2) n) i`,
      [city, SITES],
    );
    // three people a unit, three shifts a day, a year of substitutes past and to come
    await insert(
      `insert into account (id, kind, login, display_name) select uuidv7(), 'STAFF', 'p' || n, 'p' || n
         from generate_series(1, $1) n`,
      [(SITES + 1) * 3],
    );
    await insert(
      `insert into appointment (id, account_id, unit_id, role)
       select uuidv7(), a.id, u.id, 'safety_officer'
         from (select id, row_number() over (order by id) - 1 as n from account) a
         join (select id, row_number() over (order by id) - 1 as n from unit) u on u.n = a.n / 3`,
    );
    await insert(
      `insert into duty_shift (id, unit_id, account_id, duty, weekday, starts, ends)
       select uuidv7(), s.unit_id, s.account_id, 'safety', day,
              lpad((s.n * 8)::text, 2, '0') || ':00', lpad(((s.n * 8 + 8) % 24)::text, 2, '0') || ':00'
         from (select unit_id, account_id, row_number() over (partition by unit_id order by account_id) - 1 as n
                 from appointment) s, generate_series(1, 7) day`,
    );
    await insert(
      `insert into duty_substitute (id, unit_id, duty, absent_id, substitute_id, starts_at, ends_at)
       select uuidv7(), p.unit_id, 'safety', p.account_id, p.account_id, now() + week * interval '7 days',
              now() + week * interval '7 days' + interval '8 hours'
         from appointment p, generate_series(-10, 10) week where p.account_id::text like '%0' and week <> 0`,
    );
    await insert('analyze');
  }, 60_000);
  afterAll(() => db.drop());

  const costOf = (unitId: string) =>
    buffersTouched(db.database, (sql: Sql) => {
      const asked = Object.assign(Object.create(db.database) as typeof db.database, {
        hotQuery: (_: string, text: string, values: readonly unknown[]) => sql.query(text, values),
      });
      return new FindOnDuty(new DutyRepository(asked)).run({ unitId, duty: 'safety' });
    });
  const some = async (n: number): Promise<string[]> =>
    (await db.database.query<{ id: string }>(`select id from unit where id <> $1 order by id limit $2`, [city, n])).map(
      (row) => row.id,
    );

  it('answers from a few hundred pages, and finds exactly one person', async () => {
    for (const unitId of await some(5)) {
      const { onDuty } = await new FindOnDuty(new DutyRepository(db.database)).run({ unitId, duty: 'safety' });
      expect(onDuty?.unitId).toBe(unitId);
      expect(await costOf(unitId)).toBeLessThan(MOST_PAGES);
    }
  });

  it('would show it if a roster were not found by index (the control)', async () => {
    const [unitId = ''] = await some(1);
    const indexes = ['duty_shift_of_unit', 'duty_shift_of_duty'];
    await db.database.query(`drop index ${indexes.join(', ')}`);
    expect(await costOf(unitId)).toBeGreaterThan(MOST_PAGES);
  });
});
