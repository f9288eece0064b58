import { type CaseArrival, type CaseKind, fail, type UnitStatus } from '@guantong/contracts';

/** A unit on the way from the city down to where a case comes from. */
export interface UnitOnPath {
  unitId: string;
  status: UnitStatus;
}

export interface Route {
  /** Where the case starts. */
  unitId: string;
  reason: Extract<CaseArrival, 'SUBMITTED' | 'ROUTED'>;
  aboutUnitId: string | null;
  /** Staff of this unit, and below it, must not know. */
  hiddenFromUnitId: string | null;
}

/**
 * A case starts at its own union; a complaint above the unit it is about. The city has nobody above it: a complaint
 * about the city starts there, in the open, where its auditors see it as well.
 *
 * @param path from the city to the union the case comes from
 * @throws CASE_ABOUT_WRONG_UNIT unless it is about a unit of the path
 */
export function routeCase(
  path: readonly UnitOnPath[],
  about: { kind: CaseKind; aboutOwnUnion?: boolean; aboutUnitId?: string },
): Route {
  const own = path.at(-1);
  if (!own) throw fail('NOT_FOUND');
  const aboutUnitId = about.aboutUnitId ?? (about.aboutOwnUnion ? own.unitId : null);
  if (aboutUnitId !== null && about.kind !== 'complaint')
    throw fail('VALIDATION_FAILED', {}, [{ field: 'aboutUnitId', rule: 'complaintOnly' }]);
  const accused = aboutUnitId === null ? -1 : path.findIndex((u) => u.unitId === aboutUnitId);
  if (aboutUnitId !== null && accused < 0) throw fail('CASE_ABOUT_WRONG_UNIT');

  const candidates = accused < 0 ? path : path.slice(0, Math.max(accused, 1));
  const start = candidates.findLast((u) => u.status === 'ACTIVE') ?? path[0] ?? own;
  return {
    unitId: start.unitId,
    reason: start.unitId === own.unitId ? 'SUBMITTED' : 'ROUTED',
    aboutUnitId,
    hiddenFromUnitId: accused > 0 ? aboutUnitId : null,
  };
}
