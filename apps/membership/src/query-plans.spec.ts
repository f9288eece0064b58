import type { UnitKind, UnitTier } from '@guantong/contracts';
import type { Database, Tx } from '@guantong/persistence';
import { newId } from '@guantong/platform';
import { type DisposableDatabase, disposableDatabase, fillTables } from '@guantong/testing';
import { jest } from '@jest/globals';
import { PasswordHasher } from './account/application/password-hasher.js';
import { AuditTrail } from './audit/audit-trail.js';
import { entities, plainTables } from './entities.js';
import { migrations } from './migrations.js';
import { DutyRepository } from './duty/persistence/duty-repository.js';
import { UnionReader } from './membership-place/persistence/union-reader.js';
import { OwnAuditReader } from './own-affairs/persistence/own-audit-reader.js';
import { BlindIndex } from './personal-data/blind-index.js';
import { FieldCipher } from './personal-data/field-cipher.js';
import { SealedPhones } from './personal-data/sealed-phones.js';
import { MembershipConfig } from './membership-config.js';
import { RosterRepository } from './roster-import/persistence/roster-repository.js';
import { Admit } from './session/application/admit.js';
import { LogIn } from './session/application/log-in.js';
import { LoginChallengeRepository } from './session/persistence/login-challenge-repository.js';
import { LoginReader } from './session/persistence/login-reader.js';
import { LoginSlowdownRepository } from './session/persistence/login-slowdown-repository.js';
import { SessionReader } from './session/persistence/session-reader.js';
import { SessionRepository } from './session/persistence/session-repository.js';
import { KEYS } from './testing/membership-fixture.js';
import { TransferReader } from './transfer/persistence/transfer-reader.js';
import type { PlannedUnit } from './unit/domain/plan-unit-import.js';
import { UnitImportRepository } from './unit/persistence/unit-import-repository.js';
import { UnitRepository } from './unit/persistence/unit-repository.js';
import { UnitReader } from './unit/persistence/unit-reader.js';
import { WorkerReader } from './worker/persistence/worker-reader.js';

/** 20 districts with 15 streets each, with 20 sites each. */
function plannedCity(): PlannedUnit[] {
  const planned: PlannedUnit[] = [];
  const add = (above: PlannedUnit | null, tier: UnitTier, kind: UnitKind, n: number): PlannedUnit => {
    const id = newId();
    const code = above ? `${above.code}-${n}` : 'BJ';
    const name = `${String.fromCodePoint(19_968 + ((planned.length * 997) % 5000), 19_968 + ((planned.length * 31) % 4000))}工会`;
    const place = {
      id,
      parentId: above?.id ?? null,
      path: [...(above?.path ?? []), id],
      parentCode: above?.code ?? '',
    };
    const rest = { address: '', creditCode: null, contactName: '', contactPhone: null };
    const unit = { ...place, sheet: '', line: 0, code, name, shortName: name, tier, kind, ...rest };
    planned.push(unit);
    return unit;
  };
  const city = add(null, 'CITY', 'city_federation', 0);
  const times = (n: number) => Array.from({ length: n }, (_, i) => i);
  for (const d of times(20)) {
    const district = add(city, 'DISTRICT', 'district_union', d);
    for (const s of times(15)) {
      const street = add(district, 'DIRECT', 'street_township', s);
      for (const u of times(20)) add(street, 'GRASSROOTS', 'site', u);
    }
  }
  return planned;
}

const PASSWORD = 'planned again and again';

/** Queries people wait for, on enough rows that a sequential scan would win if an index did not serve. */
describe('the plans of lists and searches', () => {
  let db: DisposableDatabase;
  let cityId: string;
  let directId: string;
  let siteId: string;
  let workerId: string;

  beforeAll(async () => {
    db = await disposableDatabase({ entities, plainTables, migrations });
    const units = plannedCity().map((unit) => ({ ...unit, initials: '' }));
    await db.database.transaction(async (tx) => {
      await new UnitRepository().allowLongStatements(tx);
      await new UnitImportRepository().open(tx, units);
    });
    await fillTables(db.database, `update unit set next_slot = 10, worker_count = 10 where tier = 'GRASSROOTS'`);
    for (let slot = 0; slot < 5; slot++) {
      await fillTables(
        db.database,
        `insert into worker (id, unit_id, slot, name, sex, birth_date, schooling, employment_form, has_smartphone,
                             card_number, phone_index, phone_encrypted, phone_key_id, id_number_index)
         select uuidv7(), u.id, $1::int, chr(19968 + (7 * row_number() over () + $1)::int % 9000) || '某', 'M',
                date '1970-01-01' + $1::int, 'primary', 'migrant', true, 'JK' || $1 || '-' || row_number() over (),
                sha256(($1 || '-' || row_number() over ())::bytea), '\\x00', 'k1',
                sha256(('id' || $1 || '-' || row_number() over ())::bytea)
           from unit u where u.tier = 'GRASSROOTS'`,
        [slot],
      );
    }
    await fillTables(
      db.database,
      `insert into account (id, kind, worker_id) select uuidv7(), 'WORKER', id from worker where slot = 0`,
    );
    await fillTables(
      db.database,
      `insert into session (id, token_hash, account_id, expires_at)
       select uuidv7(), sha256(id::text::bytea), id, now() + interval '1 day' from account`,
    );
    await fillTables(
      db.database,
      `with taken as (
         insert into secondary_membership (worker_id, unit_id, slot, begun_as)
         select w.id, u.id, row_number() over (partition by u.id) + 9, 'ADDED'
           from worker w join unit u on u.code = 'BJ-0-0-' || w.slot where w.unit_id <> u.id returning 1)
       insert into membership_period (worker_id, unit_id, slot, since, until, begun_as, ended_as)
       select w.id, w.unit_id, 100 + w.slot, now(), now(), 'ROSTER', 'TRANSFERRED' from worker w`,
    );
    await fillTables(
      db.database,
      `insert into transfer (id, kind, worker_id, to_unit_id, from_unit_id, state, asked_by, expires_at, ended_at)
       select uuidv7(), 'MOVE', id, unit_id, case when slot > 0 then unit_id end, case when slot > 0 then 'DONE' else 'WAITING' end,
              'WORKER', now(), case when slot > 0 then now() end from worker`,
    );
    await fillTables(
      db.database,
      `insert into audit_entry (actor_kind, action, subject_ids, detail)
       select 'STAFF', 'worker.phone.revealed', array[id], '{}' from worker`,
    );
    await db.database.query(
      `with staff as (
         insert into account (id, kind, login, display_name, password_hash)
         select uuidv7(), 'STAFF', 'staff-' || n, 'x', $1 from generate_series(0, 4999) n returning id)
       insert into appointment (id, account_id, unit_id, role, starts_at)
       select uuidv7(), staff.id, u.id, 'cadre', now() from staff, unit u where u.tier = 'CITY'`,
      [await new PasswordHasher().hash(PASSWORD)],
    );
    await db.database.query(
      `insert into login_slowdown (key, failures, last_try_at, blocked_until)
       select sha256(n::text::bytea), 1, now(), now() from generate_series(0, 9999) n`,
    );
    const [someone] = await db.database.query<{ id: string }>(`select id from worker limit 1`);
    workerId = someone?.id ?? '';
    await db.database.query('analyze');
    const first = (tier: string) => units.find((unit) => unit.tier === tier)?.id ?? '';
    [cityId, directId, siteId] = [first('CITY'), first('DIRECT'), first('GRASSROOTS')];
  }, 60_000);
  afterAll(() => db.drop());

  const planOf = async (sql: string, values: readonly unknown[]): Promise<string> => {
    const rows = await db.database.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, values);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  };

  let sent: [string, readonly unknown[]][] = [];

  /** The database, with what is sent in transactions kept in `sent` too. */
  const watched = (): Database =>
    Object.assign(Object.create(db.database) as Database, {
      transaction: <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
        db.database.transaction((tx) =>
          work({
            ...tx,
            query: (text, values = []) => {
              sent.push([text, values]);
              return tx.query(text, values);
            },
          }),
        ),
    });

  /** The plans of all that is really sent to the database while `work` runs. */
  const plansDuring = async (work: () => Promise<unknown>): Promise<string> => {
    sent = [];
    const { query, hotQuery } = db.database;
    const spies = [
      jest.spyOn(db.database, 'query').mockImplementation((text, values = []) => {
        sent.push([text, values]);
        return query.call(db.database, text, values);
      }),
      jest.spyOn(db.database, 'hotQuery').mockImplementation((name, text, values = []) => {
        sent.push([text, values]);
        return hotQuery.call(db.database, name, text, values);
      }),
    ];
    await work().catch(() => undefined);
    for (const spy of spies) spy.mockRestore();
    expect(sent.length).toBeGreaterThan(0);
    const plans = [];
    for (const [text, values] of sent) plans.push(await planOf(text, values));
    return plans.join('\n\n');
  };

  const phones = () =>
    new SealedPhones(new FieldCipher('k1', KEYS.FIELD_ENCRYPTION_KEY), new BlindIndex(KEYS.BLIND_INDEX_KEY));
  const units = () => new UnitReader(db.database);
  const workers = () => new WorkerReader(db.database, phones());
  const page = { after: undefined, limit: 50 };
  const city = () => ({ units: [], subtrees: [cityId] });
  const street = () => ({ units: [], subtrees: [directId] });
  const line = () => ({
    ...{ sheet: '', line: 2, name: '某某', sex: 'M' as const, birthDate: '1970-01-03', schooling: 'primary' as const },
    ...{ trade: '', employmentForm: 'migrant' as const, phone: '14000000000', hasSmartphone: true, cardNumber: 'JK5' },
    ...{ unit: '', unitCode: '', unitId: siteId, phoneIndex: '00'.repeat(32), idNumberIndex: '11'.repeat(32) },
    ...{ seq: 0, dayKnown: true, languages: null, readingDifficulty: null, reachBy: null },
  });

  const logIn = (login: string, secret: string): Promise<unknown> => {
    const database = watched();
    const blindIndex = new BlindIndex(KEYS.BLIND_INDEX_KEY);
    return new LogIn(
      database,
      new LoginReader(database, phones()),
      new LoginSlowdownRepository(database, blindIndex),
      new LoginChallengeRepository(database),
      new PasswordHasher(),
      new Admit(new SessionRepository(), new AuditTrail(database), new MembershipConfig()),
    ).run({ login, secret, address: '198.18.0.1' });
  };

  const asked: [string, () => Promise<unknown>, string[]][] = [
    ['a unit', () => units().get(city(), directId), ['unit_pkey', 'unit_tally']],
    ['children of a unit', () => units().children(city(), directId, page), ['unit_parent']],
    ['units by part of the name, everywhere', () => units().search(city(), '一丠', page), ['unit_grams']],
    ['units by part of the name, in a subtree', () => units().search(street(), '工会', page), ['unit_path']],
    ['units by part of the name, for anybody', () => units().searchPublic('一丠', 20), ['unit_grams']],
    ['workers of a unit', () => workers().ofUnit(city(), siteId, -1, 50), ['worker_']],
    [
      'workers of a unit, filtered',
      () => workers().ofUnit(city(), siteId, -1, 50, { hasSmartphone: true, schooling: 'primary' }),
      ['worker_'],
    ],
    [
      'members whose own union is another one',
      () => workers().secondMembers(city(), siteId, -1, 50),
      ['secondary_membership_pkey'],
    ],
    [
      'unions of a worker',
      () => new UnionReader(db.database).own(workerId),
      ['membership_period_of_worker', 'secondary_membership_of_worker'],
    ],
    [
      'transfers of a unit',
      () => new TransferReader(db.database).ofUnit(city(), siteId, { state: undefined, before: undefined, limit: 50 }),
      ['transfer_into', 'transfer_out_of', 'transfer_one_open'],
    ],
    [
      'what was done with a worker’s data',
      () => new OwnAuditReader(db.database).own(workerId),
      ['audit_entry_of_subject'],
    ],
    ['a worker by phone', () => workers().find(city(), '14000000000', 20), ['worker_phone']],
    ['a worker by card', () => workers().find(city(), 'JK5', 20), ['worker_card_number_key']],
    [
      'workers by the beginning of the name',
      () => workers().find(city(), String.fromCodePoint(20_000), 20),
      ['worker_name'],
    ],
    [
      'who logs in',
      () => new LoginReader(db.database, phones()).find('14000000000'),
      ['worker_phone', 'account_login_key'],
    ],
    [
      'a log-in of staff by password',
      () => logIn('staff-1', PASSWORD),
      [
        'account_login_key',
        'login_slowdown_pkey',
        'Insert on session',
        'appointment_of_account',
        'Insert on audit_entry',
      ],
    ],
    ['a wrong try', () => logIn('staff-2', 'wrong'), ['account_login_key', 'login_slowdown_pkey']],
    [
      'whom a session is of',
      () => new SessionReader(db.database, new MembershipConfig()).resolve('x'),
      ['session_token_hash_key'],
    ],
    ['who is on duty', () => new DutyRepository(db.database).shiftsUpwards(siteId, 'safety'), ['unit_pkey']],
    [
      'whom lines of a roster may be about',
      () => new RosterRepository(db.database).candidates(db.database, city(), [line()]),
      ['worker_card_number_key', 'worker_id_number', 'worker_phone', 'worker_person'],
    ],
  ];

  it.each(asked)('%s: found by index, and no large table read through', async (_, ask, indexes) => {
    const plans = await plansDuring(ask);
    for (const index of indexes) expect(plans).toContain(index);
    expect(plans).not.toMatch(
      /Seq Scan on (unit|worker|account|session|secondary_membership|membership_period|transfer|audit_entry|appointment|login_slowdown)\b/,
    );
  });

  it('would show a sequential scan (the control for the tests above)', async () => {
    const plans = await plansDuring(() => db.database.query(`select * from worker where trade = $1`, ['x']));
    expect(plans).toContain('Seq Scan on worker');
  });
});
