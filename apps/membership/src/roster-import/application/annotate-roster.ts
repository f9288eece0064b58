import type { AnnotatedFormat } from '@guantong/contracts';
import { Injectable } from '@nestjs/common';
import { headedRows, type HeadedRow } from '../../spreadsheet/data-lines.js';
import { bareHeading } from '../../spreadsheet/find-headings.js';
import { neutralCell } from '../../spreadsheet/neutral-cell.js';
import { tableRows } from '../../spreadsheet/table-rows.js';
import type { TableRow } from '../../spreadsheet/table-row.js';
import { writeCsv } from '../../spreadsheet/write-csv.js';
import { type RowToWrite, writeXlsx } from '../../spreadsheet/write-xlsx.js';
import { RESULT_HEADING, type RosterField, rosterHeadings } from '../domain/roster-headings.js';
import { RosterLineRepository } from '../persistence/roster-line-repository.js';

export interface AnnotatedFile {
  format: AnnotatedFormat;
  bytes: AsyncGenerator<Buffer>;
}

/** Where the results of a sheet go: into a new column, or into the one of the last time. */
interface ResultColumn {
  at: number;
  isNew: boolean;
}

/**
 * The same file with a column of results: the same sheets, titles, headings and columns, every cell as text and none of
 * them a formula. One handful of lines in memory at a time.
 */
@Injectable()
export class AnnotateRoster {
  constructor(private readonly results: RosterLineRepository) {}

  async run(of: { importId: string; dryRun: boolean }, file: AsyncIterable<Buffer>): Promise<AnnotatedFile> {
    const rows = this.annotated(of, tableRows(file));
    const first = await rows.next();
    const all = async function* (): AsyncGenerator<RowToWrite[]> {
      if (!first.done) yield first.value;
      yield* rows;
    };
    const isCsv = !first.done && first.value[0]?.sheet === '';
    return isCsv ? { format: 'CSV', bytes: writeCsv(all()) } : { format: 'XLSX', bytes: writeXlsx(all()) };
  }

  private async *annotated(
    { importId, dryRun }: { importId: string; dryRun: boolean },
    rows: AsyncIterable<readonly TableRow[]>,
  ): AsyncGenerator<RowToWrite[]> {
    let next = 0;
    let column: ResultColumn | undefined;
    for await (const handful of headedRows(rows, rosterHeadings)) {
      const lines = handful.filter((row) => row.role === 'DATA').length;
      const texts = await this.results.texts(importId, { from: next, to: next + lines - 1 }, dryRun);
      const written: RowToWrite[] = [];
      for (const headed of handful) {
        if (headed.role === 'HEADINGS') column = resultColumn(headed);
        const result =
          headed.role === 'HEADINGS' ? RESULT_HEADING : headed.role === 'DATA' ? texts.get(next++) : undefined;
        written.push(withResult(headed.row, headed.role === 'OTHER' ? undefined : column, result ?? ''));
      }
      if (written.length > 0) yield written;
    }
  }
}

function resultColumn({ row }: HeadedRow<RosterField>): ResultColumn {
  const there = row.cells.findIndex((cell) => bareHeading(cell) === RESULT_HEADING);
  if (there >= 0) return { at: there, isNew: false };
  const last = row.cells.findLastIndex((cell) => cell.trim() !== '');
  return { at: last + 1, isNew: true };
}

/** Cells beyond the headings, should there be any, move on by one. */
function withResult({ sheet, line, cells }: TableRow, column: ResultColumn | undefined, result: string): RowToWrite {
  const neutral = cells.map(neutralCell);
  if (!column) return { sheet, line, cells: neutral };
  while (neutral.length < column.at) neutral.push('');
  neutral.splice(column.at, column.isNew ? 0 : 1, result);
  return { sheet, line, cells: neutral };
}
