import { setImmediate as turn } from 'node:timers/promises';
import type { LineProblem } from '../../file-import/domain/line-problems.js';

export interface DirectoryUnit {
  id: string;
  code: string;
  name: string;
  shortName: string;
  tier: string;
}

interface Written {
  unitCode: string;
  unit: string;
  sheet: string;
}

type Found = DirectoryUnit | 'AMBIGUOUS';

/** Some 10 ms of work: 45,000 at a stretch would hold everybody else up for half a second. */
const AT_A_STRETCH = 1000;

/** 第一建筑公司工会委员会 and 第一建筑公司工会 are the same union. */
const bareName = (name: string): string =>
  name
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .toLowerCase()
    .replace(/工会委员会$|工会$/, '');

/** The unions that an importer may fill, by code, full name and short name. 45,000 of them take some 20 MB. */
export class GrassrootsDirectory {
  private readonly byId = new Map<string, DirectoryUnit>();
  private readonly byCode = new Map<string, DirectoryUnit>();
  private readonly byName = new Map<string, Found>();
  private readonly byBareName = new Map<string, Found>();

  private last: (Written & { found: { unitId: string } | LineProblem }) | undefined;

  private constructor(private readonly defaultUnitId: string | null) {}

  static async of(units: readonly DirectoryUnit[], defaultUnitId: string | null): Promise<GrassrootsDirectory> {
    const directory = new GrassrootsDirectory(defaultUnitId);
    for (const [i, unit] of units.entries()) {
      if (i % AT_A_STRETCH === AT_A_STRETCH - 1) await turn();
      directory.add(unit);
    }
    return directory;
  }

  private add(unit: DirectoryUnit): void {
    this.byId.set(unit.id, unit);
    this.byCode.set(unit.code.toUpperCase(), unit);
    note(this.byName, unit.name, unit);
    note(this.byBareName, bareName(unit.name), unit);
    if (unit.shortName) note(this.byBareName, bareName(unit.shortName), unit);
  }

  /**
   * The id of the union a line names, else the one chosen for the file, else the one its sheet is named after. The answer
   * of the line before is remembered: rosters are sorted by union.
   */
  find({ unitCode, unit, sheet }: Written): { unitId: string } | LineProblem {
    const { last } = this;
    if (last && last.unit === unit && last.unitCode === unitCode && last.sheet === sheet) return last.found;
    const found = this.look({ unitCode, unit, sheet });
    this.last = { unitCode, unit, sheet, found };
    return found;
  }

  private look(written: Written): { unitId: string } | LineProblem {
    const { unitCode, unit: name, sheet } = written;
    if (unitCode === '' && name === '') {
      if (this.defaultUnitId) return { unitId: this.defaultUnitId };
      const named = this.named(sheet);
      return named && named !== 'AMBIGUOUS' ? grassroots(named) : 'MISSING';
    }
    const byCode = this.byCode.get((unitCode || name).toUpperCase());
    const byName = this.named(name);
    if (unitCode !== '' && byCode && byName && byName !== 'AMBIGUOUS' && byCode !== byName)
      return 'UNIT_CODE_NOT_OF_NAME';
    // a code that we do not know may be the employer's own
    const unit = byCode ?? byName;
    if (!unit) return 'UNIT_NOT_FOUND';
    return unit === 'AMBIGUOUS' ? 'UNIT_AMBIGUOUS' : grassroots(unit);
  }

  nameOf(unitId: string): string {
    return this.byId.get(unitId)?.name ?? '';
  }

  private named(name: string): Found | undefined {
    if (name === '') return undefined;
    return this.byName.get(name) ?? this.byBareName.get(bareName(name));
  }
}

function note(names: Map<string, Found>, name: string, unit: DirectoryUnit): void {
  if (name === '') return;
  const there = names.get(name);
  names.set(name, there && there !== unit ? 'AMBIGUOUS' : unit);
}

const grassroots = (unit: DirectoryUnit): { unitId: string } | LineProblem =>
  unit.tier === 'GRASSROOTS' ? { unitId: unit.id } : 'UNIT_NOT_GRASSROOTS';
