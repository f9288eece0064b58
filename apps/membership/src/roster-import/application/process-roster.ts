import type { Scope } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { FileProcessor, ImportRun } from '../../file-import/application/file-processor.js';
import type { LineError } from '../../file-import/domain/line-problems.js';
import { SealedPhones } from '../../personal-data/sealed-phones.js';
import { type DataLine, dataLines } from '../../spreadsheet/data-lines.js';
import { tableRows } from '../../spreadsheet/table-rows.js';
import { GrassrootsDirectory } from '../domain/grassroots-directory.js';
import type { PlacedLine } from '../domain/recognise.js';
import { type RosterField, rosterHeadings } from '../domain/roster-headings.js';
import { readRosterLine } from '../domain/roster-line.js';
import { RosterRepository } from '../persistence/roster-repository.js';
import { ImportRosterLines } from './import-roster-lines.js';
import { retryOnConflict } from './retry-on-conflict.js';

const BATCH = 1000;
/** A dismissal or a move of units takes effect on a running import within this time. */
const AUTHORITY_FOR_MS = 3000;

interface Bounds {
  scope: Scope;
  directory: GrassrootsDirectory;
  today: string;
  until: number;
}

/** Reads a roster and brings it in, a thousand lines in a transaction; reading goes on while the database writes. */
@Injectable()
export class ProcessRoster implements FileProcessor {
  readonly kind = 'ROSTER';

  constructor(
    private readonly database: Database,
    private readonly roster: RosterRepository,
    private readonly lines: ImportRosterLines,
    private readonly phones: SealedPhones,
  ) {}

  async process(run: ImportRun): Promise<void> {
    const touched = new Set<string>();
    let bounds = await this.bounds(run);
    let skip = run.job.rowsRead;
    let batch: DataLine<RosterField>[] = [];
    let writing: Promise<void> = Promise.resolve();
    const write = async () => {
      const lines = batch;
      batch = [];
      await writing;
      if (Date.now() > bounds.until) bounds = await this.bounds(run);
      writing = this.write(run, bounds, lines, touched);
      writing.catch(() => undefined); // seen at the next await; until then it must not count as unhandled
    };
    try {
      for await (const lines of dataLines(tableRows(run.file), rosterHeadings)) {
        for (const line of lines) {
          if (skip-- > 0) continue;
          batch.push(line);
          if (batch.length === BATCH) await write();
        }
      }
      if (batch.length > 0) await write();
    } finally {
      await writing;
    }
    await retryOnConflict(() => this.database.transaction((tx) => this.roster.markImported(tx, [...touched])));
  }

  private async bounds(run: ImportRun): Promise<Bounds> {
    const { scope } = await run.authority();
    const units = await this.roster.directory(scope);
    const [clock] = await this.database.query<{ today: string }>(
      `select (now() at time zone 'Asia/Shanghai')::date::text as today`,
    );
    return {
      scope,
      directory: new GrassrootsDirectory(units, run.job.unitId),
      today: clock?.today ?? '',
      until: Date.now() + AUTHORITY_FOR_MS,
    };
  }

  private async write(
    run: ImportRun,
    bounds: Bounds,
    rows: DataLine<RosterField>[],
    touched: Set<string>,
  ): Promise<void> {
    const errors: LineError[] = [];
    const placed: PlacedLine[] = [];
    for (const row of rows) {
      const line = readRosterLine(row, bounds.today);
      if (Array.isArray(line)) {
        errors.push(...line);
        continue;
      }
      const unit = bounds.directory.find(line.unit);
      if (typeof unit === 'string') {
        errors.push({ sheet: line.sheet, line: line.line, column: '所属工会', code: unit });
        continue;
      }
      touched.add(unit.unitId);
      const phoneIndex = line.phone ? this.phones.indexOf(line.phone).toString('hex') : null;
      placed.push({ ...line, unitId: unit.unitId, phoneIndex });
    }
    await retryOnConflict(() =>
      this.database.transaction(async (tx) => {
        const done = await this.lines.run(tx, run.job.id, bounds.scope, placed);
        await run.record(tx, { ...done, rows: rows.length, errors: [...errors, ...done.errors] });
      }),
    );
  }
}
