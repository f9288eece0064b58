import { timingSafeEqual } from 'node:crypto';
import type { Scope } from '@guantong/contracts';
import { fail } from '@guantong/contracts';
import { isoTime, scopeSql, scopeValues, type Sql, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { Account } from '../domain/account.js';

@Injectable()
export class AccountRepository {
  findStaff(tx: Tx, login: string): Promise<Account | null> {
    return tx.em.findOne(Account, { login: login.toLowerCase(), kind: 'STAFF' });
  }

  /** The worker's account, made when there is none. @throws NOT_FOUND for a worker who is not there or not in the scope */
  async ofWorker(tx: Tx, scope: Scope, workerId: string): Promise<{ account: Account; unitId: string }> {
    // the lock keeps two cadres from making two accounts
    const [worker] = await tx.query<{ unitId: string }>(
      `select w.unit_id as "unitId" from worker w join unit u on u.id = w.unit_id
        where w.id = $1 and w.status = 'ACTIVE' and ${scopeSql('u.id', 'u.path', 2)} for no key update of w`,
      [workerId, ...scopeValues(scope)],
    );
    if (!worker) throw fail('NOT_FOUND');
    const found = await tx.em.findOne(Account, { workerId });
    const account = found ?? Account.ofWorker(workerId);
    if (!found) {
      tx.em.persist(account);
      await tx.em.flush();
    }
    return { account, unitId: worker.unitId };
  }

  /** Replaces the open code, if there is one. */
  async putAccessCode(
    tx: Tx,
    code: { accountId: string; hash: Buffer; issuedBy: string | null; days: number },
  ): Promise<string> {
    const [row] = await tx.query<{ expiresAt: string }>(
      `insert into access_code (account_id, code_hash, issued_by, expires_at)
       values ($1, $2, $3, now() + make_interval(days => $4))
       on conflict (account_id) do update set code_hash = excluded.code_hash, issued_by = excluded.issued_by,
              issued_at = now(), expires_at = excluded.expires_at
       returning to_json(expires_at)#>>'{}' as "expiresAt"`,
      [code.accountId, code.hash, code.issuedBy, code.days],
    );
    return row?.expiresAt ?? '';
  }

  async setPassword(tx: Tx, accountId: string, hash: string | null): Promise<void> {
    await tx.query(`update account set password_hash = $2 where id = $1`, [accountId, hash]);
  }

  /** Replaces the open invitation, if there is one. */
  async putInvitation(
    tx: Tx,
    code: { accountId: string; hash: Buffer; issuedBy: string | null; days: number },
  ): Promise<string> {
    const [row] = await tx.query<{ expiresAt: string }>(
      `insert into staff_invitation (account_id, code_hash, issued_by, expires_at)
       values ($1, $2, $3, now() + make_interval(days => $4))
       on conflict (account_id) do update set code_hash = excluded.code_hash, issued_by = excluded.issued_by,
              expires_at = excluded.expires_at
       returning expires_at as "expiresAt"`,
      [code.accountId, code.hash, code.issuedBy, code.days],
    );
    return isoTime(row?.expiresAt ?? '');
  }

  /** The account a log-in name and its invitation code belong to; undefined when one of them is wrong. */
  async invited(
    sql: Sql,
    login: string,
    hashFor: (accountId: string) => Buffer,
  ): Promise<{ accountId: string; displayName: string } | undefined> {
    const [row] = await sql.query<{ accountId: string; displayName: string; hash: Buffer }>(
      `select a.id as "accountId", a.display_name as "displayName", i.code_hash as hash
         from account a join staff_invitation i on i.account_id = a.id
        where a.login = $1 and a.status = 'ACTIVE' and i.expires_at > now()`,
      [login.trim().toLowerCase()],
    );
    return row && timingSafeEqual(row.hash, hashFor(row.accountId)) ? row : undefined;
  }

  /** Uses an invitation up. False when it has been used meanwhile. */
  async takeInvitation(tx: Tx, accountId: string, hash: Buffer): Promise<boolean> {
    const taken = await tx.query(
      `delete from staff_invitation where account_id = $1 and code_hash = $2 and expires_at > now() returning 1`,
      [accountId, hash],
    );
    return taken.length === 1;
  }
}
