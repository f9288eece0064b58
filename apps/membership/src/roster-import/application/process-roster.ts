import type { Scope } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { FileProcessor, ImportRun } from '../../file-import/application/file-processor.js';
import { type DataLine, dataLines } from '../../spreadsheet/data-lines.js';
import { tableRows } from '../../spreadsheet/table-rows.js';
import { GrassrootsDirectory } from '../domain/grassroots-directory.js';
import { type RosterField, rosterHeadings } from '../domain/roster-headings.js';
import { RosterRepository } from '../persistence/roster-repository.js';
import { ImportRosterLines } from './import-roster-lines.js';
import { type PlacedLines, PlaceLines } from './place-lines.js';
import { retryOnConflict } from './retry-on-conflict.js';

const BATCH = 1000;
/** A dismissal or a move of units takes effect on a running import within this time. */
const AUTHORITY_FOR_MS = 3000;

interface Bounds {
  scope: Scope;
  /** Which unions, in which revisions; from before the directory was read. */
  units: string;
  directory: GrassrootsDirectory;
  today: string;
  until: number;
}

/** Reads a roster and brings it in, a thousand lines in a transaction; the next thousand are read while it runs. */
@Injectable()
export class ProcessRoster implements FileProcessor {
  readonly kind = 'ROSTER';

  constructor(
    private readonly database: Database,
    private readonly roster: RosterRepository,
    private readonly places: PlaceLines,
    private readonly lines: ImportRosterLines,
  ) {}

  async process(run: ImportRun): Promise<void> {
    let bounds = await this.bounds(run);
    let first = 0;
    let batch: DataLine<RosterField>[] = [];
    let writing: Promise<void> = Promise.resolve();
    const write = async () => {
      const [lines, from] = [batch, first];
      first += lines.length;
      batch = [];
      let placed = await this.places.run(lines, from, bounds);
      await writing;
      if (Date.now() > bounds.until) {
        const last = bounds;
        bounds = await this.bounds(run, last);
        const others = bounds.directory !== last.directory || bounds.today !== last.today;
        if (others) placed = await this.places.run(lines, from, bounds);
      }
      writing = this.write(run, bounds, placed, lines.length);
      writing.catch(() => undefined); // seen at the next await; until then it must not count as unhandled
    };
    try {
      for await (const lines of dataLines(tableRows(run.file), rosterHeadings)) {
        for (const line of lines) {
          if (first < run.job.rowsRead) {
            first++;
            continue;
          }
          batch.push(line);
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

  private async write(run: ImportRun, bounds: Bounds, { placed, others }: PlacedLines, rows: number): Promise<void> {
    const { id: importId, dryRun, checked } = run.job;
    const unitName = (id: string) => bounds.directory.nameOf(id);
    const context = { importId, dryRun, checked: checked && !dryRun, scope: bounds.scope, unitName };
    await retryOnConflict(() =>
      this.database.transaction(async (tx) => {
        const { step } = await this.lines.run(tx, context, placed, others);
        await run.record(tx, { ...step, rows });
      }),
    );
  }
}
