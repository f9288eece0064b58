import { setImmediate as turn } from 'node:timers/promises';
import { Database, type Tx } from '@guantong/persistence';
import { newId } from '@guantong/platform';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import type { FileProcessor, ImportRun } from '../../file-import/application/file-processor.js';
import type { LineError } from '../../file-import/domain/line-problems.js';
import { SealedPhones } from '../../personal-data/sealed-phones.js';
import { dataLines } from '../../spreadsheet/data-lines.js';
import { tableRows } from '../../spreadsheet/table-rows.js';
import { UnusableFile } from '../../spreadsheet/unusable-file.js';
import { type PlannedUnit, planUnitImport } from '../domain/plan-unit-import.js';
import { readUnitLine, unitHeadings, type UnitLine } from '../domain/unit-file.js';
import { TreeCheckRepository } from '../persistence/tree-check-repository.js';
import { UnitContactRepository } from '../persistence/unit-contact-repository.js';
import { UnitImportRepository } from '../persistence/unit-import-repository.js';
import { UnitRepository } from '../persistence/unit-repository.js';
import { AnnounceUnits } from './announce-units.js';
import { searchInitials } from './initials-of.js';

/** More than twice the unions of Beijing; all of them are held in memory. */
const MOST_UNITS = 100_000;

/** Brings a file of units into the tree, in one transaction: nobody sees half a tree. */
@Injectable()
export class ProcessUnitsFile implements FileProcessor {
  readonly kind = 'UNITS';

  constructor(
    private readonly database: Database,
    private readonly units: UnitRepository,
    private readonly imports: UnitImportRepository,
    private readonly checks: TreeCheckRepository,
    private readonly contacts: UnitContactRepository,
    private readonly phones: SealedPhones,
    private readonly announce: AnnounceUnits,
    private readonly audit: AuditTrail,
  ) {}

  async process(run: ImportRun): Promise<void> {
    if (run.job.rowsRead > 0) return; // a copy that died after its only transaction
    const lines: UnitLine[] = [];
    const errors: LineError[] = [];
    let rows = 0;
    for await (const handful of dataLines(tableRows(run.file), unitHeadings)) {
      rows += handful.length;
      if (rows > MOST_UNITS) throw new UnusableFile('TOO_MANY_LINES', { max: MOST_UNITS });
      for (const line of handful.map(readUnitLine)) {
        if (Array.isArray(line)) errors.push(...line);
        else lines.push(line);
      }
    }
    const { actor, scope } = await run.authority();
    await this.database.transaction(async (tx) => {
      await this.units.allowLongStatements(tx);
      await this.units.lockTree(tx, 'changing');
      const codes = [...new Set(lines.flatMap((line) => [line.code, line.parentCode]))];
      const creditCodes = lines.flatMap(({ creditCode }) => (creditCode === null ? [] : [creditCode]));
      const bearers = await this.imports.bearers(tx, creditCodes);
      const plan = planUnitImport(lines, await this.imports.existing(tx, scope, codes), newId, bearers);
      await this.imports.open(tx, await withInitials(plan.toOpen));
      await this.imports.change(tx, plan.toChange);
      await this.keepContacts(tx, [...plan.toOpen, ...plan.toChange]);
      const moved = plan.moved ? await this.checks.repairShape(tx) : [];
      const touched = new Set([...plan.toOpen.map((u) => u.id), ...plan.toChange.map((u) => u.id), ...moved]);
      await this.announce.run(tx, await this.units.states(tx, [...touched]));
      if (touched.size > 0) {
        await this.audit.record(tx, {
          actor,
          action: 'units.imported',
          unitId: run.job.unitId,
          subjectIds: moved,
          detail: { importId: run.job.id, opened: plan.toOpen.length, changed: plan.toChange.length },
        });
      }
      const allErrors = [...errors, ...plan.errors];
      await run.record(tx, {
        rows,
        added: plan.toOpen.length,
        changed: plan.toChange.length,
        unchanged: plan.unchanged,
        rejected: new Set(allErrors.map((e) => `${e.sheet}:${e.line}`)).size,
        errors: allErrors,
      });
    });
  }

  private async keepContacts(tx: Tx, units: readonly PlannedUnit[]): Promise<void> {
    const contacts = units
      .filter(({ contactName, contactPhone }) => contactName !== '' || contactPhone !== null)
      .map(({ id, contactName, contactPhone }) => ({
        id,
        name: contactName,
        phone: contactPhone === null ? null : this.phones.seal(contactPhone),
      }));
    if (contacts.length > 0) await this.contacts.setAll(tx, contacts);
  }
}

/**
 * Worked out at once: a unit that gets them later is written twice into the index of its name, which is some hundred
 * entries. Other requests get their turn in between.
 */
async function withInitials(units: readonly PlannedUnit[]): Promise<(PlannedUnit & { initials: string })[]> {
  const named: (PlannedUnit & { initials: string })[] = [];
  for (const unit of units) {
    named.push({ ...unit, initials: searchInitials(unit.name, unit.shortName) });
    if (named.length % 100 === 0) await turn();
  }
  return named;
}
