import { Client } from 'pg';
import type { UnitTier } from '@guantong/contracts';
import { newId } from '@guantong/platform';
import type { Database } from '@guantong/persistence';
import type { PlannedUnit } from '../../apps/membership/src/unit/domain/plan-unit-import.js';
import type { SealedPhone } from '../../apps/membership/src/personal-data/sealed-phones.js';
import { withoutIndexes } from '../../bench/seed/without-indexes.js';
import { UnitImportRepository } from '../../apps/membership/src/unit/persistence/unit-import-repository.js';
import { UnitRepository } from '../../apps/membership/src/unit/persistence/unit-repository.js';

const DISTRICTS = 17;
const DIRECTS = 24;
const UNIONS = 110;
/** What the planner is told there is. */
const WORKERS = 5_000_000;
/** What there really is; the largest union has as many of them as one in a city of five million. */
const LOADED = 200_000;
const LARGEST = 9_000;

export interface LargeCity {
  cityId: string;
  districtId: string;
  /** By the order of the codes. */
  lastDistrictId: string;
  directId: string;
  /** Of the largest number of members. */
  unionId: string;
  units: number;
  /** Of some unit. */
  aName: string;
}

const TIERS: readonly (readonly [UnitTier, PlannedUnit['kind']])[] = [
  ['CITY', 'city_federation'],
  ['DISTRICT', 'district_union'],
  ['DIRECT', 'street_township'],
  ['GRASSROOTS', 'enterprise'],
];
const SURNAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许';
const FIRST = '京海朝丰石门房通顺昌大怀平密延东西城宣崇';
const WORDS = '建设发展兴盛华联万达同仁恒源长安永定光明前进红旗和平友谊';

/** 45,000 unions' worth of units. */
function planned(): PlannedUnit[] {
  const units: PlannedUnit[] = [];
  const add = (above: PlannedUnit | null, nth: number): PlannedUnit => {
    const [tier = 'GRASSROOTS', kind = 'enterprise'] = TIERS[above?.path.length ?? 0] ?? [];
    const id = newId();
    const n = units.length;
    const word = (by: number) => WORDS[Math.floor(n / by) % WORDS.length] ?? '';
    const name = `${FIRST[n % FIRST.length] ?? ''}${word(1)}${word(7)}${word(31)}工会`;
    const unit: PlannedUnit = {
      ...{ id, parentId: above?.id ?? null, path: [...(above?.path ?? []), id], parentCode: above?.code ?? '' },
      ...{ sheet: '', line: 0, code: above ? `${above.code}-${String(nth).padStart(3, '0')}` : 'BJ' },
      ...{ name, shortName: name, tier, kind, address: '' },
      ...{ creditCode: null, contactName: '', contactPhone: null },
    };
    units.push(unit);
    return unit;
  };
  const times = (n: number) => Array.from({ length: n }, (_, i) => i);
  const city = add(null, 0);
  for (const d of times(DISTRICTS)) {
    const district = add(city, d);
    for (const s of times(DIRECTS)) {
      const direct = add(district, s);
      for (const u of times(UNIONS)) add(direct, u);
    }
  }
  return units;
}

/**
 * A city of 45,000 units with some of its workers (the seventh has this phone), and the statistics of one with all five million, so that the planner
 * chooses as it would there.
 */
export async function loadLargeCity(database: Database, url: string, phone: SealedPhone): Promise<LargeCity> {
  const units = planned();
  await database.transaction(async (tx) => {
    await new UnitRepository().allowLongStatements(tx);
    await new UnitImportRepository().open(
      tx,
      units.map((unit) => ({ ...unit, initials: '' })),
    );
  });
  const of = (tier: UnitTier) => units.filter((unit) => unit.tier === tier);
  const unions = of('GRASSROOTS').map((unit) => unit.id);
  const client = new Client({ connectionString: url }); // without the services' limit of five seconds a statement
  await client.connect();
  try {
    await withoutIndexes(client, 'worker', () => addWorkers(client, unions, phone));
    await client.query('vacuum analyze');
    // As dense as it would be: the planner multiplies this by the pages that there are
    await client.query(
      `select pg_restore_relation_stats('schemaname', 'public', 'relname', 'worker', 'reltuples', $1::real)`,
      [WORKERS],
    );
  } finally {
    await client.end();
  }
  const [districtId = '', directId = ''] = [of('DISTRICT')[0]?.id, of('DIRECT')[0]?.id];
  const lastDistrictId = of('DISTRICT').at(-1)?.id ?? '';
  return {
    cityId: units[0]?.id ?? '',
    districtId,
    lastDistrictId,
    directId,
    unionId: unions[0] ?? '',
    units: units.length,
    aName: units.at(-7)?.name ?? '',
  };
}

/** The first union is the largest; everybody else is spread evenly over the others. */
const addWorkers = (client: Client, unions: readonly string[], { encrypted, keyId, index }: SealedPhone) =>
  client.query(
    `insert into worker (id, unit_id, slot, name, sex, birth_date, schooling, employment_form, has_smartphone, card_number,
                         phone_encrypted, phone_key_id, phone_index)
     select uuidv7(), case when n < $2 then ($1::uuid[])[1] else ($1::uuid[])[2 + (n - $2) % $4] end,
            case when n < $2 then n else (n - $2) / $4 end,
            substr($5, 1 + (n / 1400) % length($5), 1) || substr($6, 1 + (n / 28) % length($6), 1) || substr($6, 1 + n % length($6), 1),
            case when n % 2 = 0 then 'M' else 'F' end, date '1960-01-01' + n % 15000, 'primary', 'permanent', true, 'JK' || n,
            $7, $8, case when n = 7 then $9 else sha256(n::text::bytea) end
       from generate_series(0, $3::int - 1) n`,
    [unions, LARGEST, LOADED, unions.length - 1, SURNAMES, WORDS, encrypted, keyId, index],
  );
