import {
  fail,
  type Scope,
  type TransferAction,
  type TransferParty,
  type TransferState,
  type TransferView,
} from '@guantong/contracts';
import { Database, scopeSql, scopeValues, type Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { isOpen } from '../domain/transfer-rules.js';

interface Row extends Omit<TransferView, 'actions'> {
  inPresent: boolean;
  inReceiving: boolean;
}

const iso = (column: string) => `to_json(${column})#>>'{}'`;
const unitRef = (u: string) => `json_build_object('unitId', ${u}.id, 'name', ${u}.name, 'tier', ${u}.tier)`;
const COLUMNS = `t.id as "transferId", t.kind, t.state, t.worker_id as "workerId", w.name as "workerName",
  ${unitRef('f')} as "from", ${unitRef('u')} as "to", t.asked_by as "askedBy", t.on_behalf as "onBehalf",
  ${iso('t.asked_at')} as "askedAt", t.reason, ${iso('t.notice_until')} as "noticeUntil",
  ${iso('t.expires_at')} as "expiresAt", ${iso('t.ended_at')} as "endedAt", t.end_reason as "endReason",
  coalesce((select json_agg(json_build_object('party', s.party, 'agrees', s.agrees, 'onBehalf', s.on_behalf,
                                              'at', ${iso('s.said_at')}, 'reason', s.reason) order by s.said_at)
              from transfer_word s where s.transfer_id = t.id), '[]') as words`;
/** The union the worker came from, or is still in. */
const FROM = `transfer t join worker w on w.id = t.worker_id
  join unit f on f.id = coalesce(t.from_unit_id, w.unit_id) join unit u on u.id = t.to_unit_id`;

/** Transfers as each side may see them. */
@Injectable()
export class TransferReader {
  constructor(private readonly database: Database) {}

  /** Whom the scope lets speak. @throws NOT_FOUND for no side at all */
  async sides(sql: Sql, scope: Scope, transferId: string): Promise<TransferParty[]> {
    const [row] = await sql.query<{ present: boolean; receiving: boolean }>(
      `select ${scopeSql('f.id', 'f.path', 2)} as present, ${scopeSql('u.id', 'u.path', 2)} as receiving
         from ${FROM} where t.id = $1`,
      [transferId, ...scopeValues(scope)],
    );
    const sides: TransferParty[] = [];
    if (row?.present) sides.push('PRESENT');
    if (row?.receiving) sides.push('RECEIVING');
    if (sides.length === 0) throw fail('NOT_FOUND');
    return sides;
  }

  /** @throws NOT_FOUND */
  async get(scope: Scope, transferId: string): Promise<TransferView> {
    const [row] = await this.rows(scope, `t.id = $3`, [transferId], 1);
    if (!row) throw fail('NOT_FOUND');
    return row;
  }

  /** Into and out of one union, latest first. Plan: transfer_into, transfer_out_of, and the union's members. */
  ofUnit(
    scope: Scope,
    unitId: string,
    page: { state: TransferState | undefined; before: string | undefined; limit: number },
  ): Promise<TransferView[]> {
    return this.rows(
      scope,
      `t.id in (select id from transfer where to_unit_id = $3
                union all select id from transfer where from_unit_id = $3
                union all select o.id from transfer o join worker m on m.id = o.worker_id
                           where m.unit_id = $3 and o.ended_at is null)
       and ($4::text is null or t.state = $4) and ($5::uuid is null or t.id < $5)`,
      [unitId, page.state ?? null, page.before ?? null],
      page.limit,
    );
  }

  /** For the worker. */
  async own(workerId: string, sql: Sql = this.database): Promise<TransferView[]> {
    const rows = await sql.query<Omit<TransferView, 'actions'>>(
      `select ${COLUMNS} from ${FROM} where t.worker_id = $1 order by t.id desc limit 100`,
      [workerId],
    );
    return rows.map((row) => ({ ...row, actions: ownActions(row) }));
  }

  private async rows(scope: Scope, condition: string, values: unknown[], limit: number): Promise<TransferView[]> {
    const rows = await this.database.query<Row>(
      `select ${COLUMNS}, ${scopeSql('f.id', 'f.path', 1)} as "inPresent", ${scopeSql('u.id', 'u.path', 1)} as "inReceiving",
              ${scopeSql('n.id', 'n.path', 1)} as "isOurs"
         from ${FROM} join unit n on n.id = w.unit_id
        where ${condition} and (${scopeSql('f.id', 'f.path', 1)} or ${scopeSql('u.id', 'u.path', 1)})
        order by t.id desc limit ${limit}`,
      [...scopeValues(scope), ...values],
    );
    return rows.map(staffView);
  }
}

/**
 * A union sees the name of its own member, and the receiving one that of somebody who is about to come. Once moved, the
 * old union sees that somebody went, and no longer who that is; where somebody comes from, it learns from their yes.
 */
function staffView({ inPresent, inReceiving, isOurs, ...row }: Row & { isOurs?: boolean }): TransferView {
  const open = isOpen(row.state);
  const named = isOurs || (open && inReceiving);
  const agreed = row.words.some((word) => word.party !== 'RECEIVING' && word.agrees);
  return {
    ...row,
    workerId: named ? row.workerId : null,
    workerName: named ? row.workerName : null,
    from: inPresent || agreed ? row.from : null,
    // what the sides wrote to each other is about somebody who is no longer theirs
    ...(!named && { reason: null, words: row.words.map((word) => ({ ...word, reason: null })) }),
    actions: open ? staffActions(row, inPresent, inReceiving) : [],
  };
}

function staffActions(row: Omit<Row, 'inPresent' | 'inReceiving'>, present: boolean, receiving: boolean) {
  const said = (party: TransferParty) => row.words.find((word) => word.party === party)?.agrees;
  const sides: TransferParty[] = [
    ...(present ? ['PRESENT' as const] : []),
    ...(receiving ? ['RECEIVING' as const] : []),
  ];
  const actions: TransferAction[] = [];
  if (sides.some((side) => said(side) !== true)) actions.push('AGREE');
  if (sides.some((side) => said(side) !== false)) actions.push('REFUSE');
  if (present) actions.push('OBJECT_FOR_WORKER');
  if (sides.includes(row.askedBy) || (row.onBehalf && present)) actions.push('WITHDRAW');
  return actions;
}

function ownActions(row: Omit<TransferView, 'actions'>): TransferAction[] {
  if (!isOpen(row.state)) return [];
  const said = row.words.find((word) => word.party === 'WORKER');
  const asked: TransferAction[] = row.askedBy === 'WORKER' ? ['WITHDRAW'] : [];
  return said?.agrees && !said.onBehalf ? [...asked, 'REFUSE'] : ['AGREE', 'REFUSE', ...asked];
}
