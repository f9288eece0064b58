import { Database, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

export interface UnconfirmedEvent {
  id: string;
  type: string;
  /** Where the broker stored it, when it did. */
  seq: number;
  /** Unix time, ms, by the database's clock. */
  publishedAt: number;
}

/** The last row of the page before, in the order of (published_at, id). */
export interface PageEnd {
  publishedAt: string;
  id: string;
}

/**
 * Longer than this nobody is asked: a receiver forgets after 21 days what it has processed, and would take what is
 * sent again for new. The broker keeps messages for 14 days as well.
 */
const ASK_FOR_DAYS = 14;

/** The sender's events that are sent, and of which it is not known yet that everybody has them. */
@Injectable()
export class UnconfirmedEvents {
  constructor(private readonly database: Database) {}

  /** Runs `work` on the next page, unless another replica is at it. On the partial index outbox_unconfirmed. */
  async page(
    options: { graceMs: number; after: PageEnd | null; limit: number },
    work: (events: UnconfirmedEvent[], tx: Tx) => Promise<void>,
  ): Promise<PageEnd | null> {
    return this.database.transaction(async (tx) => {
      const [lock] = await tx.query<{ mine: boolean }>(
        `select pg_try_advisory_xact_lock(hashtext('guantong.reconcile')) as mine`,
      );
      if (!lock?.mine) return null;
      const rows = await tx.query<UnconfirmedEvent & { at: string }>(
        `select id, type, coalesce(stream_seq, 0)::float8 as seq, published_at::text as at,
                extract(epoch from published_at)::float8 * 1000 as "publishedAt"
           from outbox
          where published_at is not null and confirmed_at is null
            and published_at < clock_timestamp() - make_interval(secs => $1)
            and created_at > clock_timestamp() - make_interval(days => ${ASK_FOR_DAYS})
            and ($2::timestamptz is null or (published_at, id) > ($2, $3::uuid))
          order by published_at, id limit $4`,
        [options.graceMs / 1000, options.after?.publishedAt ?? null, options.after?.id ?? null, options.limit],
      );
      await work(rows, tx);
      const last = rows.at(-1);
      return last && rows.length === options.limit ? { publishedAt: last.at, id: last.id } : null;
    });
  }

  async confirm(tx: Tx, ids: readonly string[]): Promise<void> {
    await tx.query(`update outbox set confirmed_at = clock_timestamp() where id = any($1::uuid[])`, [ids]);
  }

  /** State that a newer one has overtaken was replaced in the stream; who has the newer one misses nothing. */
  async confirmOvertaken(tx: Tx, ids: readonly string[]): Promise<void> {
    await tx.query(
      `update outbox o set confirmed_at = clock_timestamp()
        where o.id = any($1::uuid[]) and o.revision is not null
          and exists (select from outbox n where n.subject = o.subject and n.revision > o.revision)`,
      [ids],
    );
  }

  /** Back to the publisher, which gives it a fresh id for the broker. */
  async sendAgain(tx: Tx, ids: readonly string[]): Promise<void> {
    await tx.query(
      `update outbox set published_at = null, stream_seq = null, resent = resent + 1
        where id = any($1::uuid[]) and confirmed_at is null`,
      [ids],
    );
  }
}
