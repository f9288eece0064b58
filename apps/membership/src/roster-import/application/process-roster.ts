import type { Scope } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { FileProcessor, ImportRun } from '../../file-import/application/file-processor.js';
import { IdNumberIndex } from '../../personal-data/id-number-index.js';
import { SealedPhones } from '../../personal-data/sealed-phones.js';
import { type DataLine, dataLines } from '../../spreadsheet/data-lines.js';
import { tableRows } from '../../spreadsheet/table-rows.js';
import { GrassrootsDirectory } from '../domain/grassroots-directory.js';
import { type LineResult, unreadable } from '../domain/line-result.js';
import type { PlacedLine } from '../domain/recognise.js';
import { type RosterField, rosterHeadings } from '../domain/roster-headings.js';
import { headingOf, readRosterLine } from '../domain/roster-line.js';
import { RosterRepository } from '../persistence/roster-repository.js';
import { ImportRosterLines } from './import-roster-lines.js';
import { retryOnConflict } from './retry-on-conflict.js';

const BATCH = 1000;
/** A dismissal or a move of units takes effect on a running import within this time. */
const AUTHORITY_FOR_MS = 3000;

interface NumberedLine extends DataLine<RosterField> {
  seq: number;
}

interface Bounds {
  scope: Scope;
  /** Which unions, in which revisions; from before the directory was read. */
  units: string;
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
    private readonly idNumbers: IdNumberIndex,
  ) {}

  async process(run: ImportRun): Promise<void> {
    let bounds = await this.bounds(run);
    let next = 0;
    let batch: NumberedLine[] = [];
    let writing: Promise<void> = Promise.resolve();
    const write = async () => {
      const lines = batch;
      batch = [];
      await writing;
      if (Date.now() > bounds.until) bounds = await this.bounds(run, bounds);
      writing = this.write(run, bounds, lines);
      writing.catch(() => undefined); // seen at the next await; until then it must not count as unhandled
    };
    try {
      for await (const lines of dataLines(tableRows(run.file), rosterHeadings)) {
        for (const line of lines) {
          const seq = next++;
          if (seq < run.job.rowsRead) continue;
          batch.push({ ...line, seq });
          if (batch.length === BATCH) await write();
        }
      }
      if (batch.length > 0) await write();
    } finally {
      await writing;
    }
    if (run.job.dryRun) return;
    await retryOnConflict(() => this.database.transaction((tx) => this.roster.markImported(tx, run.job.id)));
  }

  /** @param last those that have run out: the directory of 45,000 unions is made anew only when one of them has changed */
  private async bounds(run: ImportRun, last?: Bounds): Promise<Bounds> {
    const { scope } = await run.authority();
    const units = await this.roster.stateOfUnits(scope);
    const [clock] = await this.database.query<{ today: string }>(
      `select (now() at time zone 'Asia/Shanghai')::date::text as today`,
    );
    return {
      scope,
      units,
      directory:
        last?.units === units
          ? last.directory
          : await GrassrootsDirectory.of(await this.roster.directory(scope), run.job.unitId),
      today: clock?.today ?? '',
      until: Date.now() + AUTHORITY_FOR_MS,
    };
  }

  private async write(run: ImportRun, bounds: Bounds, rows: readonly NumberedLine[]): Promise<void> {
    const others: LineResult[] = [];
    const placed: PlacedLine[] = [];
    for (const row of rows) {
      const read = readRosterLine(row, bounds.today);
      if (Array.isArray(read)) {
        others.push(unreadable(row.seq, read));
        continue;
      }
      const unit = bounds.directory.find(read);
      if (typeof unit === 'string') {
        const { sheet, line } = read;
        others.push(unreadable(row.seq, [{ sheet, line, column: headingOf('unit'), code: unit }]));
        continue;
      }
      const { idNumber, ...line } = read;
      const phoneIndex = line.phone ? this.phones.hexIndexOf(line.phone) : null;
      const idNumberIndex = idNumber ? this.idNumbers.hexOf(idNumber) : null;
      placed.push({ ...line, seq: row.seq, unitId: unit.unitId, phoneIndex, idNumberIndex });
    }
    const { id: importId, dryRun, checked } = run.job;
    const unitName = (id: string) => bounds.directory.nameOf(id);
    const context = { importId, dryRun, checked: checked && !dryRun, scope: bounds.scope, unitName };
    await retryOnConflict(() =>
      this.database.transaction(async (tx) => {
        const { step } = await this.lines.run(tx, context, placed, others);
        await run.record(tx, { ...step, rows: rows.length });
      }),
    );
  }
}
