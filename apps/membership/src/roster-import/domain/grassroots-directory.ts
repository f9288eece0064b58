import type { LineProblem } from '../../file-import/domain/line-problems.js';

export interface DirectoryUnit {
  id: string;
  code: string;
  name: string;
  tier: string;
}

/** The unions that an importer may fill, by code and by full name. 45,000 of them take some 15 MB. */
export class GrassrootsDirectory {
  private readonly byCode = new Map<string, DirectoryUnit>();
  private readonly byName = new Map<string, DirectoryUnit | 'AMBIGUOUS'>();

  constructor(
    units: Iterable<DirectoryUnit>,
    private readonly defaultUnitId: string | null,
  ) {
    for (const unit of units) {
      this.byCode.set(unit.code.toUpperCase(), unit);
      this.byName.set(unit.name, this.byName.has(unit.name) ? 'AMBIGUOUS' : unit);
    }
  }

  /** The id of the union a line names, or what is wrong with it. */
  find(written: string): { unitId: string } | LineProblem {
    if (written === '') return this.defaultUnitId ? { unitId: this.defaultUnitId } : 'MISSING';
    const unit = this.byCode.get(written.toUpperCase()) ?? this.byName.get(written);
    if (!unit) return 'UNIT_NOT_FOUND';
    if (unit === 'AMBIGUOUS') return 'UNIT_AMBIGUOUS';
    return unit.tier === 'GRASSROOTS' ? { unitId: unit.id } : 'UNIT_NOT_GRASSROOTS';
  }
}
