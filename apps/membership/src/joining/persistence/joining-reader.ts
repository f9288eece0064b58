import {
  type Applicant,
  type JoiningMatch,
  type JoiningState,
  type JoiningSummary,
  type Scope,
} from '@guantong/contracts';
import { Database, scopeSql, scopeValues, type Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { maskPhone } from '../../personal-data/phone-number.js';
import { SealedPhones } from '../../personal-data/sealed-phones.js';
import { JoiningRepository } from './joining-repository.js';

type Row = Omit<JoiningSummary, 'name' | 'maskedPhone'> & { sealed: Buffer | null; keyId: string | null };
/** With the worker behind each match, whom the caller may perhaps not know. */
export interface FoundMatch extends JoiningMatch {
  id: string;
  status: 'ACTIVE' | 'LEFT';
}

const iso = (column: string) => `to_json(${column})#>>'{}'`;
const COLUMNS = `j.id as "joiningId", j.unit_id as "unitId", j.state, j.applicant_encrypted as sealed, j.key_id as "keyId",
  ${iso('j.applied_at')} as "appliedAt", ${iso('j.decided_at')} as "decidedAt", j.reason, j.worker_id as "workerId",
  j.transfer_id as "transferId"`;

/** Applications as the union's staff see them. */
@Injectable()
export class JoiningReader {
  constructor(
    private readonly database: Database,
    private readonly joinings: JoiningRepository,
    private readonly phones: SealedPhones,
  ) {}

  /** Latest first. Plan: joining_of_unit. */
  async ofUnit(
    scope: Scope,
    unitId: string,
    page: { state: JoiningState | undefined; before: string | undefined; limit: number },
  ): Promise<JoiningSummary[]> {
    const rows = await this.database.query<Row>(
      `select ${COLUMNS} from joining j join unit u on u.id = j.unit_id
        where j.unit_id = $3 and ($4::text is null or j.state = $4) and ($5::uuid is null or j.id < $5)
          and ${scopeSql('u.id', 'u.path', 1)} order by j.id desc limit $6`,
      [...scopeValues(scope), unitId, page.state ?? null, page.before ?? null, page.limit],
    );
    return rows.map((row) => this.summary(row));
  }

  /** The caller has checked that it may be seen. */
  async get(sql: Sql, joiningId: string): Promise<JoiningSummary | undefined> {
    const [row] = await sql.query<Row>(`select ${COLUMNS} from joining j where j.id = $1`, [joiningId]);
    return row && this.summary(row);
  }

  /**
   * Who of the roster may be the applicant: the holder of the card, whoever has the phone and the name or birth date,
   * whoever has name and birth date in this union; as rosters recognise people. Plan: an index join per way.
   */
  matches(sql: Sql, scope: Scope, unitId: string, applicant: Applicant): Promise<FoundMatch[]> {
    return sql.query<FoundMatch>(
      `with met as (
         select id, 'CARD' as way from worker where card_number = $3
         union all
         select id, 'PHONE' from worker where phone_index = $4 and (name = $5 or birth_date = $6::date)
         union all
         select id, 'PERSON' from worker where unit_id = $7 and name = $5 and birth_date = $6::date)
       select w.id, case when ${scopeSql('u.id', 'u.path', 1)} then w.id end as "workerId",
              case when ${scopeSql('u.id', 'u.path', 1)} then w.name end as name,
              case when ${scopeSql('u.id', 'u.path', 1)} then u.name end as "unitName", w.status,
              array_agg(met.way order by met.way) as by
         from met join worker w on w.id = met.id join unit u on u.id = w.unit_id
        group by w.id, u.id order by w.id`,
      [
        ...scopeValues(scope),
        applicant.cardNumber ?? null,
        this.phones.indexOf(applicant.phone),
        applicant.name,
        applicant.birthDate,
        unitId,
      ],
    );
  }

  private summary({ sealed, keyId, ...row }: Row): JoiningSummary {
    const applicant = this.joinings.open({ sealed, keyId });
    return { ...row, name: applicant?.name ?? null, maskedPhone: applicant && maskPhone(applicant.phone) };
  }
}
