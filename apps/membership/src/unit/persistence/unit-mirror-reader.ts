import type { Digest, UnitStateV1 } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { unitStateSql } from './unit-state-sql.js';

const FIRST = '00000000-0000-0000-0000-000000000000';

/** The tree as other services check and mend their mirrors against it; asked by services only, so without a scope. */
@Injectable()
export class UnitMirrorReader {
  constructor(private readonly database: Database) {}

  async digest(): Promise<Digest> {
    const [row] = await this.database.query<{ count: number; sum: string }>(
      `select count(*)::int as count, coalesce(sum(revision), 0)::text as sum from unit`,
    );
    return { count: row?.count ?? 0, revisionSum: Number(row?.sum ?? 0) };
  }

  async revisions(after: string | undefined, limit: number): Promise<[id: string, revision: number][]> {
    const rows = await this.database.query<{ id: string; revision: string }>(
      `select id, revision::text from unit where id > $1 order by id limit $2`,
      [after ?? FIRST, limit],
    );
    return rows.map((row) => [row.id, Number(row.revision)]);
  }

  async states(ids: readonly string[]): Promise<UnitStateV1[]> {
    const rows = await this.database.query<{ state: UnitStateV1 }>(
      `select ${unitStateSql('u')} as state from unit u where u.id = any($1::uuid[])`,
      [ids],
    );
    return rows.map((row) => row.state);
  }
}
