import { Database, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { type ChainedEntry, GENESIS } from '../domain/audit-chain.js';
import type { SealedEntry } from '../domain/walk-chain.js';
import { chainedEntrySql } from './chained-entry-sql.js';

export interface NewSeal {
  seq: number;
  entryId: string;
  hash: Buffer;
}

@Injectable()
export class AuditSealRepository {
  constructor(private readonly database: Database) {}

  /** One sealer at a time, until the end of the transaction. False: another is at it. */
  async lock(tx: Tx): Promise<boolean> {
    const [row] = await tx.query<{ got: boolean }>(
      `select pg_try_advisory_xact_lock(hashtext('membership.audit-seal')) as got`,
    );
    return row?.got ?? false;
  }

  async head(tx: Tx): Promise<{ seq: number; hash: Buffer }> {
    const [row] = await tx.query<{ seq: string; hash: Buffer }>(
      `select seq, hash from audit_seal order by seq desc limit 1`,
    );
    return row ? { seq: Number(row.seq), hash: row.hash } : { seq: 0, hash: GENESIS };
  }

  /** Whatever is committed and not sealed. No cursor: an entry that commits late simply waits for the next round. */
  async waiting(tx: Tx, limit: number): Promise<ChainedEntry[]> {
    const rows = await tx.query<{ entry: ChainedEntry }>(
      `select ${chainedEntrySql('e')} as entry from audit_unsealed w join audit_entry e on e.id = w.entry_id
        order by w.entry_id limit $1`,
      [limit],
    );
    return rows.map((row) => row.entry);
  }

  async seal(tx: Tx, seals: readonly NewSeal[]): Promise<void> {
    const ids = seals.map((seal) => seal.entryId);
    await tx.query(
      `insert into audit_seal (seq, entry_id, hash) select * from unnest($1::bigint[], $2::bigint[], $3::bytea[])`,
      [seals.map((seal) => seal.seq), ids, seals.map((seal) => seal.hash)],
    );
    await tx.query(`delete from audit_unsealed where entry_id = any($1::bigint[])`, [ids]);
  }

  /** A stretch of the chain with the entries as they are now. Plan: both primary keys. */
  async stretch(afterSeq: number, limit: number): Promise<SealedEntry[]> {
    const rows = await this.database.query<{ seq: string; entryId: string; hash: Buffer; entry: ChainedEntry | null }>(
      `select s.seq, s.entry_id as "entryId", s.hash, case when e.id is not null then ${chainedEntrySql('e')} end as entry
         from audit_seal s left join audit_entry e on e.id = s.entry_id
        where s.seq > $1 order by s.seq limit $2`,
      [afterSeq, limit],
    );
    return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
  }

  async hashAt(seq: number): Promise<Buffer | null> {
    const [row] = await this.database.query<{ hash: Buffer }>(`select hash from audit_seal where seq = $1`, [seq]);
    return row?.hash ?? null;
  }

  /** A stretch of entries by number: how many, how many wait, and the first that is neither sealed nor waiting. */
  async count(
    afterId: number,
    limit: number,
  ): Promise<{ entries: number; waiting: number; strayId: string | null; lastId: string | null }> {
    const [row] = await this.database.query<{
      entries: number;
      waiting: number;
      strayId: string | null;
      lastId: string | null;
    }>(
      `select count(*)::int as entries, count(w.entry_id)::int as waiting, max(e.id)::text as "lastId",
              (min(e.id) filter (where w.entry_id is null and s.entry_id is null))::text as "strayId"
         from (select id from audit_entry where id > $1 order by id limit $2) e
         left join audit_unsealed w on w.entry_id = e.id left join audit_seal s on s.entry_id = e.id`,
      [afterId, limit],
    );
    return row ?? { entries: 0, waiting: 0, strayId: null, lastId: null };
  }
}
