import type { UnitChangeKind, UnitKind } from '@guantong/contracts';

/** What a unit to be opened will be. Its id is given when it is decided on, so that a planned one can be named. */
export interface UnitToOpen {
  unitId: string;
  code: string;
  unitKind: UnitKind;
  name: string;
  shortName: string;
  address: string;
  creditCode: string | null;
}
export interface SplitPart extends UnitToOpen {
  childIds: string[];
  workerIds: string[];
  /** All workers of these trades. */
  trades: string[];
}

/** What is to happen, as the table keeps it. */
export type UnitChangePlan =
  | ({ kind: 'OPEN'; parentId: string } & UnitToOpen)
  | { kind: 'RENAME'; unitId: string; name?: string; shortName?: string; unitKind?: UnitKind }
  | { kind: 'MOVE'; unitId: string; parentId: string }
  | { kind: 'MERGE'; unitIds: string[]; intoUnitId: string }
  | { kind: 'SPLIT'; unitId: string; parts: SplitPart[] }
  | { kind: 'DISSOLVE'; unitId: string; successorId: string | null };
export type PlanOf<K extends UnitChangeKind> = Extract<UnitChangePlan, { kind: K }>;

/** Whom a change is about: of a merger the unit that stays, of an opening the new one. */
export const unitOfPlan = (plan: UnitChangePlan): string => (plan.kind === 'MERGE' ? plan.intoUnitId : plan.unitId);

/** Units that go elsewhere or hand over what they have, with all that is below them: what a change costs depends on them. */
export function movedBy(plan: UnitChangePlan): string[] {
  if (plan.kind === 'OPEN' || plan.kind === 'RENAME') return [];
  return plan.kind === 'MERGE' ? plan.unitIds : [plan.unitId];
}

/** The units there are already that a change touches. */
export function concernedBy(plan: UnitChangePlan): string[] {
  if (plan.kind === 'OPEN') return [plan.parentId];
  if (plan.kind === 'MOVE') return [plan.unitId, plan.parentId];
  if (plan.kind === 'MERGE') return [plan.intoUnitId, ...plan.unitIds];
  if (plan.kind === 'DISSOLVE' && plan.successorId) return [plan.unitId, plan.successorId];
  return [plan.unitId];
}
