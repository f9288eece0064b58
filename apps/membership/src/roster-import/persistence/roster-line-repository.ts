import type { RosterAnswer, RosterOutcome } from '@guantong/contracts';
import { bareArray, Database, prepared, type Sql, textArray, type Tx, uuidArray } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { LineProblem } from '../../file-import/domain/line-problems.js';
import type { Change } from '../domain/line-changes.js';
import type { LineAnswer } from '../domain/recognise.js';
import type { KeptProblem, LineResult } from '../domain/line-result.js';
import { lineText, type ToldLine } from '../domain/line-text.js';
import { isMetIn } from './is-met-in.js';

/** What a check has said about a line, and what was answered. */
export interface CheckedLine {
  seq: number;
  outcome: RosterOutcome;
  unitId: string | null;
  workerId: string | null;
  changes: Change[];
  answer: LineAnswer | undefined;
}

/** A line that is held, with the state of its import. */
export interface HeldLine extends CheckedLine {
  status: string;
  problems: KeptProblem[];
  asked: boolean;
  candidateIds: string[];
  /** What the line of a question says. Null once somebody whom it could be about has been erased. */
  content: Buffer | null;
  keyId: string | null;
}

interface AnswerColumns {
  answer: RosterAnswer | null;
  answerWorkerId: string | null;
}

const CHECKED = `l.seq, l.outcome, l.unit_id as "unitId", l.worker_id as "workerId", coalesce(l.changes, '[]') as changes,
  l.answer, l.answer_worker_id as "answerWorkerId"`;

/** What the lines of a roster came to. Reached through an import of the caller's own, which is their scope. */
@Injectable()
export class RosterLineRepository {
  constructor(private readonly database: Database) {}

  /** A line that has been checked before gets its new result; what was answered stays. */
  async save(
    tx: Tx,
    { importId, checked, afterwards }: { importId: string; checked: boolean; afterwards?: boolean },
    lines: readonly LineResult[],
  ): Promise<void> {
    const plain: LineResult[] = [];
    const told: LineResult[] = [];
    for (const line of lines) (isPlain(line) ? plain : told).push(line);
    // looking for a line that cannot be there yet would cost as much as writing it
    if (plain.length > 0)
      await tx.query(checked || afterwards ? SAVE_PLAIN_AGAIN : SAVE_PLAIN, [importId, ...placesOf(plain)]);
    await this.saveTold(tx, importId, told);
  }

  private async saveTold(tx: Tx, importId: string, lines: readonly LineResult[]): Promise<void> {
    if (lines.length === 0) return;
    await tx.query(
      `insert into roster_import_line (import_id, seq, sheet, line, outcome, unit_id, worker_id, problems, changes, question,
                                       candidate_ids, content, content_key_id)
       select $1, l.seq, l.sheet, l.line, l.outcome, l.unit_id, l.worker_id, l.problems, l.changes, l.question,
              string_to_array(l.candidates, ',')::uuid[], decode(l.content, 'hex'), l.content_key
         from unnest($2::int[], $3::text[], $4::int[], $5::text[], $6::uuid[], $7::uuid[], $8::jsonb[], $9::jsonb[],
                     $10::text[], $11::text[], $12::text[], $13::text[])
           as l (seq, sheet, line, outcome, unit_id, worker_id, problems, changes, question, candidates, content, content_key)
       on conflict (import_id, seq) do update
         set outcome = excluded.outcome, unit_id = excluded.unit_id, worker_id = excluded.worker_id,
             problems = excluded.problems, changes = excluded.changes,
             question = coalesce(excluded.question, roster_import_line.question),
             candidate_ids = coalesce(excluded.candidate_ids, roster_import_line.candidate_ids),
             content = coalesce(excluded.content, roster_import_line.content),
             content_key_id = coalesce(excluded.content_key_id, roster_import_line.content_key_id)`,
      [
        importId,
        ...placesOf(lines),
        lines.map((l) => jsonOrNull(l.problems)),
        lines.map((l) => jsonOrNull(l.changes)),
        lines.map((l) => l.asked?.question ?? null),
        lines.map((l) => l.asked?.candidateIds.join(',') ?? null),
        lines.map((l) => l.asked?.content.toString('hex') ?? null),
        lines.map((l) => l.asked?.keyId ?? null),
      ],
    );
  }

  /**
   * Which of these workers other lines are about: those above `before`, and those below `behind` where they have been
   * worked on too. Lines below that are of an earlier check must not count. Plan: an index lookup a worker.
   */
  async metElsewhere(
    sql: Sql,
    importId: string,
    workerIds: readonly string[],
    { before, behind }: { before: number; behind: number | null },
  ): Promise<Set<string>> {
    const rows = await sql.query<{ id: string }>(
      `select l.worker_id as id from roster_import_line l
        where l.worker_id = any($2::uuid[]) and l.import_id = $1 and (l.seq < $3 or l.seq > $4) and ${isMetIn('l')}`,
      [importId, workerIds, before, behind],
    );
    return new Set(rows.map((row) => row.id));
  }

  async noteUnits(tx: Tx, importId: string, unitIds: readonly string[]): Promise<void> {
    if (unitIds.length === 0) return;
    await tx.query(
      `insert into roster_import_unit (import_id, unit_id)
       select $1, u.id from unnest($2::uuid[]) as u (id) on conflict do nothing`,
      [importId, unitIds],
    );
  }

  /** What the check has said about lines `from` to `to`. Plan: a range of the primary key. */
  async checked(sql: Sql, importId: string, from: number, to: number): Promise<Map<number, CheckedLine>> {
    const rows = await sql.query<CheckedLine & AnswerColumns>(
      `select ${CHECKED} from roster_import_line l where l.import_id = $1 and l.seq between $2 and $3`,
      [importId, from, to],
    );
    return new Map(rows.map((row) => [row.seq, { ...row, answer: answerOf(row) }]));
  }

  /** What lines `from` to `to` came to, as sentences. Plan: a range of the primary key. */
  async texts(
    importId: string,
    { from, to }: { from: number; to: number },
    dryRun: boolean,
  ): Promise<Map<number, string>> {
    if (to < from) return new Map();
    const rows = await this.database.query<ToldLine & { seq: number }>(
      `select l.seq, l.outcome, coalesce(l.problems, '[]') as problems, coalesce(l.changes, '[]') as changes, l.question
         from roster_import_line l where l.import_id = $1 and l.seq between $2 and $3`,
      [importId, from, to],
    );
    return new Map(rows.map((row) => [row.seq, lineText(row, dryRun).zh]));
  }

  /** A line of an import of this account, locked together with the import's counts. */
  async lock(tx: Tx, accountId: string, importId: string, seq: number): Promise<HeldLine | undefined> {
    const [row] = await tx.query<HeldLine & AnswerColumns>(
      `select ${CHECKED}, f.status, coalesce(l.problems, '[]') as problems, l.question is not null as asked, coalesce(l.candidate_ids, '{}') as "candidateIds",
              l.content, l.content_key_id as "keyId"
         from file_import f join roster_import_line l on l.import_id = f.id and l.seq = $3
        where f.id = $1 and f.account_id = $2 and f.kind = 'ROSTER' for update of f, l`,
      [importId, accountId, seq],
    );
    return row && { ...row, answer: answerOf(row) };
  }

  /** Whether this account's import has yet to say what its lines come to. */
  async isUnderWay(tx: Tx, accountId: string, importId: string): Promise<boolean> {
    const rows = await tx.query(
      `select 1 from file_import where id = $1 and account_id = $2 and kind = 'ROSTER'
          and status in ('UPLOADING', 'RECEIVED', 'RUNNING')`,
      [importId, accountId],
    );
    return rows.length > 0;
  }

  async keepAnswer(tx: Tx, importId: string, seq: number, answer: LineAnswer): Promise<void> {
    await tx.query(
      `update roster_import_line set answer = $3, answer_worker_id = $4, answered_at = now()
        where import_id = $1 and seq = $2`,
      [importId, seq, answer.as, answer.as === 'WORKER' ? answer.workerId : null],
    );
  }

  /** Puts one problem of a line in the place of another; what was written of the line before is out of date. */
  async sayInstead(tx: Tx, importId: string, seq: number, from: LineProblem, to: LineProblem): Promise<void> {
    const problems: KeptProblem[] = [{ column: '', code: to }];
    await tx.query(
      `with out_of_date as (
         update file_import set annotation = 'NONE' where id = $1 and annotation = 'READY'),
       told as (
         update roster_import_line set problems = $3::jsonb where import_id = $1 and seq = $2 returning sheet, line)
       update file_import_error e set code = $5
         from told where e.import_id = $1 and (e.sheet, e.line) = (told.sheet, told.line) and e.code = $4`,
      [importId, seq, JSON.stringify(problems), from, to],
    );
  }

  /** Counts a line under another outcome than before; what was written of the old one is out of date. */
  async recount(tx: Tx, importId: string, from: RosterOutcome, to: RosterOutcome): Promise<void> {
    if (from === to) return;
    const [less, more] = [COLUMN_OF[from], COLUMN_OF[to]];
    await tx.query(
      `update file_import set ${less} = ${less} - 1, ${more} = ${more} + 1,
              annotation = case when annotation = 'READY' then 'NONE' else annotation end
        where id = $1`,
      [importId],
    );
  }
}

const COLUMN_OF: Record<RosterOutcome, string> = {
  ADDED: 'added',
  CHANGED: 'changed',
  MOVED: 'moved',
  UNCHANGED: 'unchanged',
  REFUSED: 'rejected',
  QUESTION: 'questions',
  NEEDS_TRANSFER: 'needs_transfer',
  LEFT_OUT: 'left_out',
};

/** Nothing more is to be said of it than what it came to: most of a roster, so that it is half the columns. */
const isPlain = (l: LineResult): boolean => !l.asked && l.problems.length === 0 && l.changes.length === 0;

const SAVE_PLAIN = prepared(
  'save-roster-lines',
  `insert into roster_import_line (import_id, seq, sheet, line, outcome, unit_id, worker_id)
   select $1::uuid, l.seq, l.sheet, l.line, l.outcome, l.unit_id, l.worker_id
     from unnest($2::int[], $3::text[], $4::int[], $5::text[], $6::uuid[], $7::uuid[])
       as l (seq, sheet, line, outcome, unit_id, worker_id)`,
);
const SAVE_PLAIN_AGAIN = `${SAVE_PLAIN}
   on conflict (import_id, seq) do update
     set outcome = excluded.outcome, unit_id = excluded.unit_id, worker_id = excluded.worker_id,
         problems = null, changes = null`;

/** Place in the file, sheet, line, outcome, union and worker, as six arrays. */
const placesOf = (lines: readonly LineResult[]): unknown[] => [
  bareArray(lines, (l) => l.seq),
  textArray(lines, (l) => l.sheet),
  bareArray(lines, (l) => l.line),
  bareArray(lines, (l) => l.outcome),
  uuidArray(lines, (l) => l.unitId),
  uuidArray(lines, (l) => l.workerId),
];

const jsonOrNull = (list: readonly unknown[]): string | null => (list.length === 0 ? null : JSON.stringify(list));

function answerOf({ answer, answerWorkerId }: AnswerColumns): LineAnswer | undefined {
  if (answer === null) return undefined;
  return answer === 'WORKER' ? { as: answer, workerId: answerWorkerId ?? '' } : { as: answer };
}
