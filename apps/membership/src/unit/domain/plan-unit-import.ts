import { tierBelow, UNIT_TIERS, type UnitTier } from '@guantong/contracts';
import type { LineError, LineProblem } from '../../file-import/domain/line-problems.js';
import type { UnitLine } from './unit-file.js';

/** A unit of the tree that a file mentions, as code or as parent. */
export interface ExistingUnit {
  id: string;
  code: string;
  tier: UnitTier;
  kind: string;
  name: string;
  shortName: string;
  address: string;
  parentId: string | null;
  path: string[];
  /** Whether the importer may change it and hang units below it. */
  inScope: boolean;
  isActive: boolean;
  creditCode: string | null;
  contactName: string;
}

export interface PlannedUnit extends UnitLine {
  id: string;
  parentId: string | null;
  /** Right for new units; those of moved ones are worked out afterwards. */
  path: string[];
}

export interface UnitImportPlan {
  toOpen: PlannedUnit[];
  toChange: PlannedUnit[];
  /** Those of `toChange` that hang elsewhere now. */
  moved: boolean;
  unchanged: number;
  errors: LineError[];
}

/** What a file of units would do to the tree. A line whose parent's line is wrong is wrong as well. */
export function planUnitImport(
  lines: readonly UnitLine[],
  existing: ReadonlyMap<string, ExistingUnit>,
  newId: () => string,
  /** Codes of the file that active units bear, and which. */
  creditCodes: ReadonlyMap<string, string> = new Map(),
): UnitImportPlan {
  const plan: UnitImportPlan = { toOpen: [], toChange: [], moved: false, unchanged: 0, errors: [] };
  /** Everything that lines further down may hang below, by code. */
  const placed = new Map<string, { id: string; tier: UnitTier; path: string[] }>();
  const inFile = new Map<string, UnitLine>();
  const creditCodesInFile = new Set<string>();
  const refuse = (line: UnitLine, column: string, code: LineProblem) =>
    plan.errors.push({ sheet: line.sheet, line: line.line, column, code });

  for (const line of lines) {
    if (inFile.has(line.code)) refuse(line, '组织编码', 'CODE_TWICE');
    else inFile.set(line.code, line);
  }
  const ordered = UNIT_TIERS.flatMap((tier) => [...inFile.values()].filter((line) => line.tier === tier));
  for (const line of ordered) {
    const before = existing.get(line.code);
    if (before && !before.inScope) {
      refuse(line, '组织编码', 'UNIT_NOT_FOUND');
      continue;
    }
    if (before && !before.isActive) {
      refuse(line, '组织编码', 'UNIT_GONE');
      continue;
    }
    const bearer = line.creditCode === null ? undefined : creditCodes.get(line.creditCode);
    if (line.creditCode && ((bearer && bearer !== before?.id) || creditCodesInFile.has(line.creditCode))) {
      refuse(line, '统一社会信用代码', 'CREDIT_CODE_TAKEN');
      continue;
    }
    if (line.creditCode) creditCodesInFile.add(line.creditCode);
    if (before && before.tier !== line.tier) {
      refuse(line, '层级', 'TIER_CHANGED');
      continue;
    }
    if (line.tier === 'CITY' && !before) {
      refuse(line, '组织编码', 'ONE_CITY_ONLY');
      continue;
    }
    const known = existing.get(line.parentCode);
    const parent =
      line.tier === 'CITY'
        ? null
        : (placed.get(line.parentCode) ??
          (known?.inScope && known.isActive && !inFile.has(known.code) ? known : undefined));
    // a unit that stays where it is may hang below one that is not the importer's
    const stays = before && known && before.parentId === known.id ? known : undefined;
    const above = parent === undefined ? stays : parent;
    if (above === undefined) {
      refuse(line, '上级组织编码', 'PARENT_NOT_FOUND');
      continue;
    }
    if (above && tierBelow(above.tier) !== line.tier) {
      refuse(line, '上级组织编码', 'PARENT_NOT_ONE_ABOVE');
      continue;
    }
    const id = before?.id ?? newId();
    const planned: PlannedUnit = { ...line, id, parentId: above?.id ?? null, path: [...(above?.path ?? []), id] };
    placed.set(line.code, planned);
    if (!before) plan.toOpen.push(planned);
    else if (changes(before, planned)) {
      plan.toChange.push(planned);
      plan.moved ||= before.parentId !== planned.parentId;
    } else plan.unchanged++;
  }
  return plan;
}

const changes = (before: ExistingUnit, line: PlannedUnit): boolean =>
  before.name !== line.name ||
  before.shortName !== line.shortName ||
  before.kind !== line.kind ||
  before.address !== line.address ||
  before.parentId !== line.parentId ||
  (line.creditCode !== null && before.creditCode !== line.creditCode) ||
  (line.contactName !== '' && before.contactName !== line.contactName);
