import {
  type AbsentWorkerPage,
  type Actor,
  fail,
  type FileImportStatus,
  requireScope,
  ROSTER_CHANGE_NAMES,
  type RosterAnswer,
  type RosterCandidate,
  type RosterLinePage,
  type RosterLineResult,
  type RosterOutcome,
  type RosterQuestion,
  type Scope,
  scopeOf,
} from '@guantong/contracts';
import { Database, scopeSql, scopeValues, type Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { SealedPhones } from '../../personal-data/sealed-phones.js';
import { type Change, maskCard } from '../domain/line-changes.js';
import type { KeptProblem } from '../domain/line-result.js';
import { lineText, problemText } from '../domain/line-text.js';
import { maskName } from '../domain/mask-name.js';
import { isMetIn } from './is-met-in.js';

interface LineRow {
  seq: number;
  sheet: string;
  line: number;
  outcome: RosterOutcome;
  workerId: string | null;
  problems: KeptProblem[];
  changes: Change[];
  question: RosterQuestion | null;
  candidateIds: string[];
  answer: RosterAnswer | null;
  /** Whether the caller may see workers of the line's union by name. */
  named: boolean;
}
interface CandidateRow {
  id: string;
  name: string | null;
  unitName: string | null;
  birthYear: number | null;
  phone: Buffer | null;
  phoneKey: string | null;
  card: string | null;
  line: number | null;
  named: boolean;
}
interface AbsentRow {
  workerId: string;
  unitId: string;
  unitName: string;
  slot: number;
  name: string;
  card: string | null;
  named: boolean;
  absent: boolean;
}

/** Workers looked at for one page of absent ones: a bound on its time, some 100 ms, when nearly nobody is absent. */
const LOOKED_AT = 20_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** What a roster came to, for the account that sent it; personal data within that account's present scope only. */
@Injectable()
export class RosterResultsReader {
  constructor(
    private readonly database: Database,
    private readonly phones: SealedPhones,
  ) {}

  /** In the order of the file. @throws NOT_FOUND. Plan: the primary key, or the index by outcome */
  async lines(
    actor: Actor,
    importId: string,
    page: { outcome: RosterOutcome | undefined; after: number; limit: number },
    sql: Sql = this.database,
  ): Promise<RosterLinePage> {
    const scope = requireScope(actor, 'roster.manage');
    const { dryRun } = await this.own(sql, actor, importId);
    const names = scopeOf(actor, 'worker.names.read');
    const rows = await sql.query<LineRow>(
      `select l.seq, l.sheet, l.line, l.outcome, l.worker_id as "workerId", coalesce(l.problems, '[]') as problems,
              coalesce(l.changes, '[]') as changes, l.question, coalesce(l.candidate_ids, '{}') as "candidateIds", l.answer,
              coalesce(${scopeSql('u.id', 'u.path', 4)}, false) as named
         from roster_import_line l left join unit u on u.id = l.unit_id
        where l.import_id = $1 and l.seq > $2 and ($6::text is null or l.outcome = $6)
        order by l.seq limit $3`,
      [importId, page.after, page.limit, ...scopeValues(names), page.outcome ?? null],
    );
    const candidates = await this.candidates(sql, importId, { scope, names }, rows);
    const items = rows.map((row) => resultOf(row, dryRun, candidates));
    return { items, next: items.length === page.limit ? String(items.at(-1)?.seq) : null };
  }

  /** One line. @throws NOT_FOUND */
  async line(sql: Sql, actor: Actor, importId: string, seq: number): Promise<RosterLineResult> {
    const { items } = await this.lines(actor, importId, { outcome: undefined, after: seq - 1, limit: 1 }, sql);
    if (items[0]?.seq !== seq) throw fail('NOT_FOUND');
    return items[0];
  }

  /**
   * Workers of the unions in the file who have no line in it, by union and slot. A page may have fewer than `limit`, or
   * none, and yet a next one. @throws NOT_FOUND, IMPORT_RUNNING
   */
  async absent(
    actor: Actor,
    importId: string,
    page: { after: string | undefined; limit: number },
  ): Promise<AbsentWorkerPage> {
    const scope = requireScope(actor, 'roster.manage');
    const { status, complete, kept } = await this.own(this.database, actor, importId);
    if (status !== 'CHECKED' && status !== 'DONE') throw fail('IMPORT_RUNNING');
    if (!kept) throw fail('IMPORT_FILE_GONE');
    const [unitId = FIRST, slot = '-1'] = /^[0-9a-f-]{36}:\d{1,9}$/.test(page.after ?? '')
      ? (page.after ?? '').split(':')
      : [];
    const rows = await this.database.query<AbsentRow>(
      `with looked as materialized (
         select w.id, w.unit_id, w.slot, w.name, w.card_number
           from roster_import_unit i join worker w on w.unit_id = i.unit_id
          where i.import_id = $1 and i.unit_id >= $2 and (w.unit_id, w.slot) > ($2, $3::int) and w.status = 'ACTIVE'
          order by w.unit_id, w.slot limit $4),
       asked as materialized (
         select distinct unnest(candidate_ids) as id from roster_import_line where import_id = $1 and outcome = 'QUESTION')
       select l.id as "workerId", l.unit_id as "unitId", u.name as "unitName", l.slot, l.name, l.card_number as card,
              ${scopeSql('u.id', 'u.path', 7)} as named,
              ${scopeSql('u.id', 'u.path', 5)} and a.id is null and not exists (
                select 1 from roster_import_line s
                 where s.import_id = $1 and s.worker_id = l.id and ${isMetIn('s')}) as absent
         from looked l join unit u on u.id = l.unit_id left join asked a on a.id = l.id
        order by l.unit_id, l.slot`,
      [
        ...[importId, unitId, Number(slot), LOOKED_AT],
        ...scopeValues(scope),
        ...scopeValues(scopeOf(actor, 'worker.names.read')),
      ],
    );
    const found = rows.filter((row) => row.absent).slice(0, page.limit);
    const last = found.length === page.limit ? found.at(-1) : rows.length === LOOKED_AT ? rows.at(-1) : undefined;
    return {
      leavingProposed: complete,
      items: found.map(({ workerId, unitId: of, unitName, name, card, named }) => ({
        workerId,
        unitId: of,
        unitName,
        name: named ? name : maskName(name),
        maskedCard: card && maskCard(card),
      })),
      next: last ? `${last.unitId}:${last.slot}` : null,
    };
  }

  private async own(
    sql: Sql,
    actor: Actor,
    importId: string,
  ): Promise<{ dryRun: boolean; complete: boolean; status: FileImportStatus; kept: boolean }> {
    const [row] = await sql.query<{ dryRun: boolean; complete: boolean; status: FileImportStatus; kept: boolean }>(
      `select dry_run as "dryRun", complete, status, kept_until is not null as kept
         from file_import where id = $1 and account_id = $2 and kind = 'ROSTER'`,
      [importId, actor.accountId],
    );
    if (!row) throw fail('NOT_FOUND');
    return row;
  }

  /** Candidates within the scope, and those whom other lines of the file add. */
  private async candidates(
    sql: Sql,
    importId: string,
    { scope, names }: { scope: Scope; names: Scope },
    lines: readonly LineRow[],
  ): Promise<Map<string, RosterCandidate>> {
    const ids = [...new Set(lines.flatMap((l) => l.candidateIds))];
    if (ids.length === 0) return new Map();
    const rows = await sql.query<CandidateRow>(
      `select c.id, w.name, u.name as "unitName", extract(year from w.birth_date)::int as "birthYear",
              w.phone_encrypted as phone, w.phone_key_id as "phoneKey", w.card_number as card,
              case when w.id is null then s.line end as line, coalesce(${scopeSql('u.id', 'u.path', 5)}, false) as named
         from unnest($2::uuid[]) as c (id)
         left join worker w on w.id = c.id left join unit u on u.id = w.unit_id
         left join lateral (
           select min(s.line) as line from roster_import_line s
            where s.import_id = $1 and s.worker_id = c.id and ${isMetIn('s')}) s on true
        where ${scopeSql('u.id', 'u.path', 3)} or (w.id is null and s.line is not null)`,
      [importId, ids, ...scopeValues(scope), ...scopeValues(names)],
    );
    return new Map(
      rows.map(({ id, name, phone, phoneKey, card, named, line, unitName, birthYear }) => [
        id,
        {
          workerId: line === null ? id : null,
          line,
          name: name && !named ? maskName(name) : name,
          unitName,
          birthYear,
          maskedPhone: this.phones.masked(phone, phoneKey),
          maskedCard: card && maskCard(card),
        },
      ]),
    );
  }
}

function resultOf(row: LineRow, dryRun: boolean, candidates: ReadonlyMap<string, RosterCandidate>): RosterLineResult {
  const { named, candidateIds, workerId, problems, changes, ...rest } = row;
  const hidden = row.outcome === 'NEEDS_TRANSFER' || row.outcome === 'REFUSED' || (dryRun && row.outcome === 'ADDED');
  return {
    ...rest,
    ...lineText(row, dryRun),
    workerId: hidden ? null : workerId,
    problems: problems.map((p) => ({ column: p.column, code: p.code, ...problemText(p) })),
    changes: changes.map(([field, from, to]) => {
      const shown = named || field === 'unit';
      return { field, name: ROSTER_CHANGE_NAMES[field], from: shown ? from : null, to: shown ? to : null };
    }),
    candidates: candidateIds.flatMap((id) => candidates.get(id) ?? []),
  };
}
