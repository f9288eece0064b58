import type { AuditEntriesQuery, AuditEntryView, Scope } from '@guantong/contracts';
import { Database, scopeSql, scopeValues } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { type AuditWords, sentenceOf } from '../domain/audit-sentence.js';

const PAGE = 50;
type Row = Omit<AuditEntryView, 'sentence'>;

const staff = (column: string): string => `(select json_build_object('accountId', s.id, 'login', s.login,
  'displayName', s.display_name) from account s where s.id = ${column} and s.kind = 'STAFF')`;

@Injectable()
export class AuditReader {
  constructor(private readonly database: Database) {}

  /**
   * The latest first. Plan: over the whole city audit_entry_at from the end; otherwise the latest of each unit by
   * audit_entry_unit_at, merged. An account's by audit_entry_account_at.
   */
  async list(scope: Scope, query: AuditEntriesQuery): Promise<{ items: AuditEntryView[]; next: string | null }> {
    const limit = query.limit ?? PAGE;
    const [at, id] = cursorOf(query.cursor);
    const everywhere = await this.isEverything(scope);
    const [units, subtrees] = scopeValues(scope);
    const values = [
      ...[at, id, query.accountId ?? null, query.action ?? null, query.from ?? null, query.until ?? null, limit],
      query.unitId ?? null,
    ];
    const latest = (condition: string): string => `select * from audit_entry e
      where ${condition} and ($1::timestamptz is null or (e.at, e.id) < ($1, $2::bigint))
        and ($3::uuid is null or e.account_id = $3) and ($4::text is null or e.action = $4)
        and ($5::timestamptz is null or e.at >= $5) and ($6::timestamptz is null or e.at < $6)
      order by e.at desc, e.id desc limit $7`;
    const from = everywhere
      ? `(${latest('($8::uuid is null or e.unit_id = $8)')}) e`
      : `(select u.id from unit u where ${scopeSql('u.id', 'u.path', 9)} and ($8::uuid is null or u.id = $8)) mine
         cross join lateral (${latest('e.unit_id = mine.id')}) e`;
    const rows = await this.database.query<{ view: Row; cursor: string }>(
      `select json_build_object('entryId', e.id::text, 'at', to_json(e.at)#>>'{}', 'action', e.action,
                'actorKind', e.actor_kind, 'accountId', e.account_id, 'who', ${staff('e.account_id')},
                'actingFor', ${staff('e.acting_for')},
                'unit', (select json_build_object('unitId', u.id, 'name', u.name, 'tier', u.tier)
                           from unit u where u.id = e.unit_id),
                'subjectIds', e.subject_ids, 'detail', e.detail,
                'sealed', exists (select 1 from audit_seal s where s.entry_id = e.id)) as view,
              to_json(e.at)#>>'{}' || '_' || e.id as cursor
         from ${from} order by e.at desc, e.id desc limit $7`,
      everywhere ? values : [...values, units, subtrees],
    );
    return {
      items: rows.map(({ view }) => ({ ...view, sentence: sentenceOf(wordsOf(view)) })),
      next: rows.length === limit ? (rows.at(-1)?.cursor ?? null) : null,
    };
  }

  private async isEverything({ subtrees }: Scope): Promise<boolean> {
    const rows = await this.database.query(`select 1 from unit where parent_id is null and id = any($1::uuid[])`, [
      subtrees,
    ]);
    return rows.length > 0;
  }
}

function cursorOf(cursor: string | undefined): [string | null, string | null] {
  const [, at, id] = /^(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d))_(\d{1,18})$/.exec(cursor ?? '') ?? [];
  return at && id ? [at, id] : [null, null];
}

const wordsOf = (view: Row): AuditWords => ({
  action: view.action,
  actorKind: view.actorKind,
  who: view.who?.displayName,
  actingFor: view.actingFor?.displayName,
  unit: view.unit?.name,
  detail: view.detail,
});
