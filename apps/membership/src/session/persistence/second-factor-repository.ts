import { isoTimeOrNull, type Sql, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

export interface SealedSecret {
  secret: Buffer;
  keyId: string;
  confirmedAt: string | null;
}

/** The authenticator of an account, and the codes for the day it is lost. */
@Injectable()
export class SecondFactorRepository {
  async find(sql: Sql, accountId: string): Promise<SealedSecret | undefined> {
    const [row] = await sql.query<SealedSecret>(
      `select secret_encrypted as secret, secret_key_id as "keyId", confirmed_at as "confirmedAt"
         from second_factor where account_id = $1`,
      [accountId],
    );
    return row && { ...row, confirmedAt: isoTimeOrNull(row.confirmedAt) };
  }

  /** Begins, or begins again. False when one is confirmed already. */
  async begin(tx: Tx, accountId: string, secret: Buffer, keyId: string): Promise<boolean> {
    const begun = await tx.query(
      `insert into second_factor as f (account_id, secret_encrypted, secret_key_id) values ($1, $2, $3)
       on conflict (account_id) do update set secret_encrypted = excluded.secret_encrypted,
              secret_key_id = excluded.secret_key_id, last_step = 0 where f.confirmed_at is null returning 1`,
      [accountId, secret, keyId],
    );
    return begun.length === 1;
  }

  /** Takes the code of a time step, once. False when that step, or a later one, has been taken. */
  async takeStep(tx: Tx, accountId: string, step: number): Promise<boolean> {
    const taken = await tx.query(
      `update second_factor set last_step = $2 where account_id = $1 and last_step < $2 returning 1`,
      [accountId, step],
    );
    return taken.length === 1;
  }

  async confirm(tx: Tx, accountId: string): Promise<boolean> {
    const confirmed = await tx.query(
      `update second_factor set confirmed_at = now() where account_id = $1 and confirmed_at is null returning 1`,
      [accountId],
    );
    return confirmed.length === 1;
  }

  /** With its recovery codes. False when there was none. */
  async remove(tx: Tx, accountId: string): Promise<boolean> {
    await tx.query(`delete from recovery_code where account_id = $1`, [accountId]);
    const removed = await tx.query(`delete from second_factor where account_id = $1 returning 1`, [accountId]);
    return removed.length === 1;
  }

  async replaceRecoveryCodes(tx: Tx, accountId: string, hashes: readonly Buffer[]): Promise<void> {
    await tx.query(`delete from recovery_code where account_id = $1`, [accountId]);
    await tx.query(
      `insert into recovery_code (account_id, code_hash) select $1, hash from unnest($2::bytea[]) as c (hash)`,
      [accountId, hashes],
    );
  }

  async takeRecoveryCode(tx: Tx, accountId: string, hash: Buffer): Promise<boolean> {
    const taken = await tx.query(
      `update recovery_code set used_at = now() where account_id = $1 and code_hash = $2 and used_at is null returning 1`,
      [accountId, hash],
    );
    return taken.length === 1;
  }

  async recoveryCodesLeft(sql: Sql, accountId: string): Promise<number> {
    const [row] = await sql.query<{ n: number }>(
      `select count(*)::int as n from recovery_code where account_id = $1 and used_at is null`,
      [accountId],
    );
    return row?.n ?? 0;
  }
}
