import { Database, type Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { normalisePhone } from '../../personal-data/phone-number.js';
import { SealedPhones } from '../../personal-data/sealed-phones.js';

export interface LoginCandidate {
  accountId: string;
  kind: 'STAFF' | 'WORKER';
  displayName: string;
  passwordHash: string | null;
  codeHash: Buffer | null;
  /** One is enrolled and confirmed. */
  hasSecondFactor: boolean;
}

@Injectable()
export class LoginReader {
  constructor(
    private readonly database: Database,
    private readonly phones: SealedPhones,
  ) {}

  /**
   * The account behind a staff log-in name, a worker's phone or union card. A phone that several workers share leads
   * to none of them: they log in with their cards. One statement, whoever it is, so that its time tells nothing.
   */
  async find(login: string): Promise<LoginCandidate | undefined> {
    const plain = login.normalize('NFKC').replaceAll(/\s/g, '');
    const phone = normalisePhone(plain);
    const rows = await this.database.hotQuery<LoginCandidate>(
      'login-find',
      `select a.id as "accountId", a.kind, coalesce(a.display_name, w.name) as "displayName",
              a.password_hash as "passwordHash", c.code_hash as "codeHash",
              exists (select 1 from second_factor f where f.account_id = a.id and f.confirmed_at is not null) as "hasSecondFactor"
         from (select id as account_id from account where login = $1
               union
               select a.id from worker w join account a on a.worker_id = w.id
                where w.status = 'ACTIVE' and w.card_number = $2
               union
               select a.id from worker w join account a on a.worker_id = w.id
                where w.status = 'ACTIVE' and w.phone_index = $3) found
         join account a on a.id = found.account_id and a.status = 'ACTIVE'
         left join worker w on w.id = a.worker_id
         left join access_code c on c.account_id = a.id and c.expires_at > now()
        limit 2`,
      [plain.toLowerCase(), plain.toUpperCase().replaceAll('-', ''), phone ? this.phones.indexOf(phone) : null],
    );
    return rows.length === 1 ? rows[0] : undefined;
  }

  /** @returns undefined when the account has been closed meanwhile */
  async activeStaff(sql: Sql, accountId: string): Promise<{ accountId: string; displayName: string } | undefined> {
    const [row] = await sql.query<{ accountId: string; displayName: string }>(
      `select id as "accountId", display_name as "displayName" from account
        where id = $1 and kind = 'STAFF' and status = 'ACTIVE'`,
      [accountId],
    );
    return row;
  }
}
