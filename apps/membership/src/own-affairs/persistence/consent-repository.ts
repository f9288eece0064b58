import { CONSENT_TEXTS, type ConsentText, type ConsentView, fail } from '@guantong/contracts';
import { Database, type Sql, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

/** Which texts a worker has agreed to, in which version, when. */
@Injectable()
export class ConsentRepository {
  constructor(private readonly database: Database) {}

  /** To the version in force only; an earlier one ends with it. False when it was given already. @throws CONSENT_TEXT_OUTDATED */
  async give(tx: Tx, workerId: string, text: ConsentText, version: number): Promise<boolean> {
    if (version !== CONSENT_TEXTS[text].version) throw fail('CONSENT_TEXT_OUTDATED');
    await tx.query(
      `update consent set withdrawn_at = now() where worker_id = $1 and text = $2 and version <> $3 and withdrawn_at is null`,
      [workerId, text, version],
    );
    const given = await tx.query(
      `insert into consent (worker_id, text, version) values ($1, $2, $3)
       on conflict (worker_id, text) where withdrawn_at is null do nothing returning 1`,
      [workerId, text, version],
    );
    return given.length === 1;
  }

  /** False when there was none. */
  async withdraw(tx: Tx, workerId: string, text: ConsentText): Promise<boolean> {
    const ended = await tx.query(
      `update consent set withdrawn_at = now() where worker_id = $1 and text = $2 and withdrawn_at is null returning 1`,
      [workerId, text],
    );
    return ended.length > 0;
  }

  async own(workerId: string, sql: Sql = this.database): Promise<ConsentView[]> {
    const rows = await sql.query<Omit<ConsentView, 'title'>>(
      `select text, version, to_json(given_at)#>>'{}' as "givenAt", to_json(withdrawn_at)#>>'{}' as "withdrawnAt"
         from consent where worker_id = $1 order by id desc limit 200`,
      [workerId],
    );
    return rows.map((row) => ({ ...row, title: CONSENT_TEXTS[row.text].zh }));
  }
}
