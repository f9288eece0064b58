import {
  fail,
  type FileImportKind,
  type FileImportLineError,
  type FileImportView,
  type ImportProblem,
} from '@guantong/contracts';
import { Database, isoTime, isoTimeOrNull } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { FILE_PROBLEMS, type FileProblem } from '../../spreadsheet/unusable-file.js';
import { fillIn, LINE_PROBLEMS, type LineProblem } from '../domain/line-problems.js';

type Params = Record<string, string | number>;

interface ImportRow extends Omit<FileImportView, 'importId' | 'failure'> {
  id: string;
  failure: { problem: FileProblem; params: Params } | null;
}
interface ErrorRow {
  id: string;
  sheet: string;
  line: number;
  column: string;
  code: LineProblem;
  params: Params;
}

/** An import is seen by the account that began it, and by nobody else. */
@Injectable()
export class FileImportReader {
  constructor(private readonly database: Database) {}

  /** @throws NOT_FOUND */
  async get(accountId: string, importId: string, kind?: FileImportKind): Promise<FileImportView> {
    const [row] = await this.database.query<ImportRow>(
      `select id, kind, file_name as "fileName", status, dry_run as "dryRun", complete, rows_read as "rowsRead", added,
              changed, moved, unchanged, rejected, questions, needs_transfer as "needsTransfer", left_out as "leftOut",
              annotation, failure, created_at as "createdAt", finished_at as "finishedAt", kept_until as "keptUntil"
         from file_import where id = $1 and account_id = $2 and ($3::text is null or kind = $3)`,
      [importId, accountId, kind ?? null],
    );
    if (!row) throw fail('NOT_FOUND');
    const { id, failure, createdAt, finishedAt, keptUntil, ...rest } = row;
    return {
      importId: id,
      ...rest,
      failure: failure && problem(failure.problem, FILE_PROBLEMS[failure.problem], failure.params),
      createdAt: isoTime(createdAt),
      finishedAt: isoTimeOrNull(finishedAt),
      keptUntil: isoTimeOrNull(keptUntil),
    };
  }

  /** In the order in which they were found. @throws NOT_FOUND */
  async errors(
    accountId: string,
    of: { importId: string; kind: FileImportKind },
    page: { after: string | undefined; limit: number },
  ): Promise<{ items: FileImportLineError[]; next: string | null }> {
    await this.get(accountId, of.importId, of.kind);
    const rows = await this.database.query<ErrorRow>(
      `select id::text, sheet, line, column_name as column, code, params from file_import_error
        where import_id = $1 and id > $2::bigint order by id limit $3`,
      [of.importId, /^\d{1,18}$/.test(page.after ?? '') ? page.after : '0', page.limit],
    );
    const items = rows.map(({ sheet, line, column, code, params }) => ({
      sheet,
      line,
      column,
      ...problem(code, LINE_PROBLEMS[code], { column, ...params }),
    }));
    return { items, next: items.length === page.limit ? (rows.at(-1)?.id ?? null) : null };
  }
}

const problem = (code: string, text: { zh: string; en: string }, params: Params): ImportProblem => ({
  code,
  zh: fillIn(text.zh, params),
  en: fillIn(text.en, params),
});
