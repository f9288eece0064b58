import { type DisposableDatabase, disposableDatabase } from '@guantong/testing';
import { entities, plainTables } from '../../apps/membership/src/entities.js';
import { migrations } from '../../apps/membership/src/migrations.js';
import { BlindIndex } from '../../apps/membership/src/personal-data/blind-index.js';
import { FieldCipher } from '../../apps/membership/src/personal-data/field-cipher.js';
import { SealedPhones } from '../../apps/membership/src/personal-data/sealed-phones.js';
import { KEYS } from '../../apps/membership/src/testing/membership-fixture.js';
import { PastTreeReader } from '../../apps/membership/src/unit/persistence/past-tree-reader.js';
import { UnitReader } from '../../apps/membership/src/unit/persistence/unit-reader.js';
import { WorkerReader } from '../../apps/membership/src/worker/persistence/worker-reader.js';
import { type LargeCity, loadLargeCity } from './load-large-city.js';
import { analysed, generic, pagesOf, readThrough, type Statement, statementsOf } from './recorded-statements.js';

/** Tables that grow with the city. */
const LARGE = ['unit', 'unit_version', 'worker', 'account', 'session', 'appointment'];
const PHONE = '14000000007';

describe('in a city of 45,000 unions and five million workers', () => {
  let db: DisposableDatabase;
  let city: LargeCity;
  let units: UnitReader;
  let workers: WorkerReader;
  let past: PastTreeReader;
  let today: string;
  beforeAll(async () => {
    db = await disposableDatabase({ entities, plainTables, migrations });
    const phones = new SealedPhones(
      new FieldCipher('k1', KEYS.FIELD_ENCRYPTION_KEY),
      new BlindIndex(KEYS.BLIND_INDEX_KEY),
    );
    city = await loadLargeCity(db.database, db.url, phones.seal(PHONE));
    units = new UnitReader(db.database);
    workers = new WorkerReader(db.database, phones);
    past = new PastTreeReader(db.database);
    const [clock] = await db.database.query<{ day: string }>(
      `select (now() at time zone 'Asia/Shanghai')::date::text as day`,
    );
    today = clock?.day ?? '';
  }, 120_000);
  afterAll(() => db?.drop());

  it('the planner believes in five million workers', async () => {
    const [row] = await db.database.query<{ n: number }>(
      `select (reltuples / 1000000)::int as n from pg_class where oid = 'worker'::regclass`,
    );
    expect(row?.n).toBe(5);
    expect(city.units).toBeGreaterThan(45_000);
  });

  const everywhere = () => ({ units: [], subtrees: [city.cityId] });
  const district = () => ({ units: [], subtrees: [city.districtId] });
  const lastDistrict = () => ({ units: [], subtrees: [city.lastDistrictId] });
  const union = () => ({ units: [city.unionId], subtrees: [] });
  const first = { after: undefined, limit: 50 };

  /** What is asked, how, and the pages it may look at. */
  const QUESTIONS: [string, () => Promise<readonly unknown[]>, number][] = [
    ['the children of the city, with counts', () => units.children(everywhere(), city.cityId, first), 600],
    ['the children of a district, with counts', () => units.children(district(), city.districtId, first), 600],
    ['a page of the unions of a direct union', () => units.children(district(), city.directId, first), 600],
    ['the first members of the largest union', () => workers.ofUnit(everywhere(), city.unionId, -1, 50), 40],
    ['a page deep in the largest union', () => workers.ofUnit(union(), city.unionId, 8000, 50), 40],
    ['a worker by phone, in the city', () => workers.find(everywhere(), PHONE, 20), 20],
    ['a worker by phone, in a union', () => workers.find(union(), PHONE, 20), 20],
    ['a worker by union card', () => workers.find(everywhere(), 'JK123', 20), 20],
    ['workers by a whole name, in the city', () => workers.find(everywhere(), '赵建设', 20), 250],
    ['workers by two characters, in the city', () => workers.find(everywhere(), '赵建', 20), 250],
    ['units by two characters, in the city', () => units.search(everywhere(), '建设', first), 600],
    ['units by two characters, in a district', () => units.search(district(), '建设', first), 600],
    ['units by a word that all have, in the city', () => units.search(everywhere(), '工会', first), 400],
    ['units by a word that all have, in the last district', () => units.search(lastDistrict(), '工会', first), 400],
    [
      'units by a word that all have, in two branches and a union',
      () => units.search({ units: [city.unionId], subtrees: [city.directId, city.lastDistrictId] }, '工会', first),
      400,
    ],
    ['a unit by its whole name, in the city', () => units.search(everywhere(), city.aName, first), 600],
    ['the children of the city as of a day', () => past.children(everywhere(), today, city.cityId, first), 400],
    ['the children of a district as of a day', () => past.children(district(), today, city.districtId, first), 600],
    [
      'a page of all that is below the city, as of a day',
      () => past.descendants(everywhere(), today, city.cityId, first),
      600,
    ],
    ['units by two characters, for anybody', () => units.searchPublic('建设', 20), 600],
  ];

  const planned = async (ask: () => Promise<unknown>) => {
    const sent = await statementsOf(db.database, ask);
    const run = await Promise.all(sent.map((statement) => analysed(db.database, statement)));
    const asHot = sent.filter(({ isHot }) => isHot);
    const anyValues = await Promise.all(asHot.map((statement: Statement) => generic(db.database, statement)));
    const through = [...run, ...anyValues].flatMap(readThrough).filter((table) => LARGE.includes(table));
    return { through, pages: run.reduce((sum, plan) => sum + pagesOf(plan), 0) };
  };

  it.each(QUESTIONS)('%s: found by index, and in few pages', async (_, ask, most) => {
    expect((await ask()).length).toBeGreaterThan(0);
    const { through, pages } = await planned(ask);
    expect(through).toEqual([]);
    expect(pages).toBeLessThanOrEqual(most);
  });

  it('a table that is read through would be found out (the control)', async () => {
    const ask = () => db.database.query(`select count(*) from worker where trade = $1`, ['x']);
    const { through, pages } = await planned(ask);
    expect(through).toEqual(['worker']);
    expect(pages).toBeGreaterThan(3000);
  });
});
