import { setImmediate as turn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { IdNumberIndex } from '../../personal-data/id-number-index.js';
import { SealedPhones } from '../../personal-data/sealed-phones.js';
import type { DataLine } from '../../spreadsheet/data-lines.js';
import type { GrassrootsDirectory } from '../domain/grassroots-directory.js';
import { type LineResult, unreadable } from '../domain/line-result.js';
import { placedLine, type PlacedLine } from '../domain/recognise.js';
import type { RosterField } from '../domain/roster-headings.js';
import { headingOf, readRosterLine } from '../domain/roster-line.js';

/** Some 2 ms of work, after which the database's answers to the lines before are looked at. */
const AT_A_STRETCH = 100;

export interface PlacedLines {
  placed: PlacedLine[];
  /** What could not be read, or names no union of the importer's. */
  others: LineResult[];
}

/** Reads lines, and finds the union of each. */
@Injectable()
export class PlaceLines {
  constructor(
    private readonly phones: SealedPhones,
    private readonly idNumbers: IdNumberIndex,
  ) {}

  /** @param first the place among the lines of the file of the first of `lines`; the others follow it */
  async run(
    lines: readonly DataLine<RosterField>[],
    first: number,
    { directory, today }: { directory: GrassrootsDirectory; today: string },
  ): Promise<PlacedLines> {
    const done: PlacedLines = { placed: [], others: [] };
    for (const [i, line] of lines.entries()) {
      if (i % AT_A_STRETCH === AT_A_STRETCH - 1) await turn();
      this.place(line, first + i, directory, today, done);
    }
    return done;
  }

  private place(
    data: DataLine<RosterField>,
    seq: number,
    directory: GrassrootsDirectory,
    today: string,
    { placed, others }: PlacedLines,
  ): void {
    const read = readRosterLine(data, today);
    if (Array.isArray(read)) {
      others.push(unreadable(seq, read));
      return;
    }
    const unit = directory.find(read);
    if (typeof unit === 'string') {
      const { sheet, line } = read;
      others.push(unreadable(seq, [{ sheet, line, column: headingOf('unit'), code: unit }]));
      return;
    }
    const phoneIndex = read.phone ? this.phones.hexIndexOf(read.phone) : null;
    const idNumberIndex = read.idNumber ? this.idNumbers.hexOf(read.idNumber) : null;
    placed.push(placedLine(read, { seq, unitId: unit.unitId, phoneIndex, idNumberIndex }));
  }
}
