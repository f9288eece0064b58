import {
  fail,
  type NamedWorker,
  type OwnRecord,
  type Scope,
  type UnitWorkersQuery,
  type WorkerView,
} from '@guantong/contracts';
import { Database, scopeSql, scopeValues, type Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { normalisePhone } from '../../personal-data/phone-number.js';
import { SealedPhones } from '../../personal-data/sealed-phones.js';

interface Sealed {
  phone: Buffer | null;
  phoneKey: string | null;
}
type Row = Omit<WorkerView, 'maskedPhone'> & Sealed;

const COLUMNS = `w.id as "workerId", w.unit_id as "unitId", u.name as "unitName", w.slot, w.name, w.sex,
  w.birth_date::text as "birthDate", w.schooling, w.trade, w.employment_form as "employmentForm",
  w.phone_encrypted as phone, w.phone_key_id as "phoneKey", w.has_smartphone as "hasSmartphone",
  w.languages, w.reading_difficulty as "readingDifficulty", w.reach_by as "reachBy",
  w.card_number as "cardNumber", w.status`;

/** Workers by name: every method but a worker's own record takes the scope of the one who asks. */
@Injectable()
export class WorkerReader {
  constructor(
    private readonly database: Database,
    private readonly phones: SealedPhones,
  ) {}

  /** By slot, from after `afterSlot`. @throws NOT_FOUND for a unit outside the scope. Plan: the (unit_id, slot) index. */
  async ofUnit(
    scope: Scope,
    unitId: string,
    afterSlot: number,
    limit: number,
    filter: Omit<UnitWorkersQuery, 'cursor' | 'limit'> = {},
  ): Promise<WorkerView[]> {
    const values = scopeValues(scope);
    const unit = await this.database.hotQuery(
      'unit-in-scope',
      `select 1 from unit u where u.id = $1 and ${scopeSql('u.id', 'u.path', 2)}`,
      [unitId, ...values],
    );
    if (unit.length === 0) throw fail('NOT_FOUND');
    const rows = await this.database.hotQuery<Row>(
      'worker-of-unit',
      `select ${COLUMNS} from worker w join unit u on u.id = w.unit_id
        where w.unit_id = $1 and w.slot > $4 and w.status = $6 and ${scopeSql('u.id', 'u.path', 2)}
          and ($7::text is null or w.employment_form = $7) and ($8::text is null or w.schooling = $8)
          and ($9::boolean is null or w.has_smartphone = $9) and ($10::boolean is null or w.reading_difficulty = $10)
        order by w.slot limit $5`,
      [
        ...[unitId, ...values, afterSlot, limit, filter.status ?? 'ACTIVE', filter.employmentForm ?? null],
        ...[filter.schooling ?? null, filter.hasSmartphone ?? null, filter.readingDifficulty ?? null],
      ],
    );
    return rows.map((row) => this.view(row));
  }

  /** Those for whom `unitId` is not the own union, by their slot there. Plan: secondary_membership's key. */
  async secondMembers(scope: Scope, unitId: string, afterSlot: number, limit: number): Promise<WorkerView[]> {
    const rows = await this.database.query<Row>(
      `select ${COLUMNS.replace('w.slot', 'm.slot')}
         from secondary_membership m join unit s on s.id = m.unit_id
         join worker w on w.id = m.worker_id join unit u on u.id = w.unit_id
        where m.unit_id = $1 and m.slot > $4 and m.ended is null and ${scopeSql('s.id', 's.path', 2)}
        order by m.slot limit $5`,
      [unitId, ...scopeValues(scope), afterSlot, limit],
    );
    return rows.map((row) => this.view(row));
  }

  /** @throws NOT_FOUND */
  async get(scope: Scope, workerId: string, sql: Sql = this.database): Promise<WorkerView> {
    const [row] = await sql.query<Row>(
      `select ${COLUMNS} from worker w join unit u on u.id = w.unit_id where w.id = $1 and ${scopeSql('u.id', 'u.path', 2)}`,
      [workerId, ...scopeValues(scope)],
    );
    if (!row) throw fail('NOT_FOUND');
    return this.view(row);
  }

  /** By whole card number, whole phone number, or the beginning of the name. Plan: one index each. */
  async find(scope: Scope, text: string, limit: number): Promise<WorkerView[]> {
    const search = text.normalize('NFKC').replaceAll(/\s/g, '');
    const phone = normalisePhone(search);
    const [condition, value] = phone
      ? ['w.phone_index = $3', this.phones.indexOf(phone)]
      : /^[A-Za-z]*\d[\dA-Za-z]*$/.test(search)
        ? ['w.card_number = $3', search.toUpperCase()]
        : [`w.name like $3`, `${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`];
    const rows = await this.database.query<Row>(
      `select ${COLUMNS} from worker w join unit u on u.id = w.unit_id
        where ${condition} and w.erased_at is null and ${scopeSql('u.id', 'u.path', 1)}
        order by w.name using ~<~, w.id limit $4`,
      [...scopeValues(scope), value, limit],
    );
    return rows.map((row) => this.view(row));
  }

  /** The others are left out, as if they did not exist. */
  async names(scope: Scope, workerIds: readonly string[]): Promise<NamedWorker[]> {
    const rows = await this.database.hotQuery<{ workerId: string; name: string } & Sealed>(
      'worker-names',
      `select w.id as "workerId", w.name, w.phone_encrypted as phone, w.phone_key_id as "phoneKey"
         from worker w join unit u on u.id = w.unit_id
        where w.id = any($1::uuid[]) and ${scopeSql('u.id', 'u.path', 2)}`,
      [workerIds, ...scopeValues(scope)],
    );
    return rows.map(({ workerId, name, phone, phoneKey }) => ({
      workerId,
      name,
      maskedPhone: this.phones.masked(phone, phoneKey),
    }));
  }

  /** The whole number. @throws NOT_FOUND */
  async phone(sql: Sql, scope: Scope, workerId: string): Promise<{ phone: string | null; unitId: string }> {
    const [row] = await sql.query<Sealed & { unitId: string }>(
      `select w.unit_id as "unitId", w.phone_encrypted as phone, w.phone_key_id as "phoneKey"
         from worker w join unit u on u.id = w.unit_id where w.id = $1 and ${scopeSql('u.id', 'u.path', 2)}`,
      [workerId, ...scopeValues(scope)],
    );
    if (!row) throw fail('NOT_FOUND');
    return { phone: this.phones.open(row.phone, row.phoneKey), unitId: row.unitId };
  }

  /** What is held of a worker, for that worker alone. */
  async own(workerId: string): Promise<OwnRecord> {
    const [row] = await this.database.query<Row & Pick<OwnRecord, 'breadcrumbs'>>(
      `select ${COLUMNS}, (select json_agg(json_build_object('unitId', a.id, 'name', a.name, 'tier', a.tier)
                                           order by cardinality(a.path)) from unit a where a.id = any(u.path)) as breadcrumbs
         from worker w join unit u on u.id = w.unit_id where w.id = $1`,
      [workerId],
    );
    const unit = row?.breadcrumbs.at(-1);
    if (!row || !unit) throw fail('NOT_FOUND');
    const { workerId: id, name, sex, birthDate, schooling, trade, employmentForm, hasSmartphone, cardNumber } = row;
    const { languages, readingDifficulty, reachBy } = row;
    const held = { name, sex, birthDate, schooling, trade, employmentForm, hasSmartphone, cardNumber };
    return {
      workerId: id,
      ...held,
      languages,
      readingDifficulty,
      reachBy,
      phone: this.phones.open(row.phone, row.phoneKey),
      unit,
      breadcrumbs: row.breadcrumbs,
    };
  }

  private view({ phone, phoneKey, ...row }: Row): WorkerView {
    return { ...row, maskedPhone: this.phones.masked(phone, phoneKey) };
  }
}
