import type { Actor, AuditAction, DoneWithMyData } from '@guantong/contracts';
import { Database, type Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { sentenceOf } from '../../audit/domain/audit-sentence.js';

interface Row {
  at: string;
  action: AuditAction;
  kind: Actor['kind'];
  isSelf: boolean;
  name: string | null;
  unitName: string | null;
  detail: Record<string, string | number | null>;
}

const LATEST = 500;

/** The audit log as a worker may read it: what was done with the own data, by whom, when. */
@Injectable()
export class OwnAuditReader {
  constructor(private readonly database: Database) {}

  /** Plan: audit_entry_of_subject. */
  async own(workerId: string, sql: Sql = this.database): Promise<DoneWithMyData[]> {
    const rows = await sql.query<Row>(
      `select to_json(e.at)#>>'{}' as at, e.action, e.actor_kind as kind, e.detail,
              coalesce((select a.worker_id = $1 from account a where a.id = e.account_id), false) as "isSelf",
              (select a.display_name from account a where a.id = e.account_id) as name,
              (select u.name from unit u where u.id = e.unit_id) as "unitName"
         from (select * from audit_entry where subject_ids @> array[$1]::uuid[] order by id desc limit ${LATEST}) e
        order by e.id desc`,
      [workerId],
    );
    return rows.map(shown);
  }
}

function shown({ at, action, kind, isSelf, name, unitName, detail }: Row): DoneWithMyData {
  const by = isSelf ? 'SELF' : kind === 'STAFF' ? 'STAFF' : 'SYSTEM';
  const sentence = sentenceOf({
    ...{ action, detail, actorKind: kind, actingFor: undefined, unit: unitName ?? undefined },
    who: isSelf ? '您' : (name ?? undefined),
  });
  return { at, action, sentence, by, name: by === 'STAFF' ? name : null, onBehalf: detail.onBehalf === 1 };
}
