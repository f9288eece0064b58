import { TIERS, tierBelow, type UnitTier } from '@guantong/contracts';
import type { UnitChangePlan } from '../domain/unit-change.js';
import { tierOfKind } from '../domain/tier-of-kind.js';

export interface ModelUnit {
  id: string;
  parentId: string | null;
  tier: UnitTier;
  name: string;
  isActive: boolean;
}

/** The tree as simply as it can be said: who is below whom, and who is a member where. */
export class ModelTree {
  constructor(
    readonly units: Map<string, ModelUnit>,
    readonly unionOf: Map<string, string>,
  ) {}

  copy(): ModelTree {
    return new ModelTree(new Map([...this.units].map(([id, unit]) => [id, { ...unit }])), new Map(this.unionOf));
  }

  unit(id: string): ModelUnit {
    const unit = this.units.get(id);
    if (!unit) throw new Error(`no unit ${id}`);
    return unit;
  }

  path(id: string): string[] {
    const { parentId } = this.unit(id);
    return parentId === null ? [id] : [...this.path(parentId), id];
  }

  children(id: string): ModelUnit[] {
    return [...this.units.values()].filter((unit) => unit.parentId === id && unit.isActive);
  }

  countBelow(id: string): number {
    return this.children(id).reduce((count, child) => count + 1 + this.countBelow(child.id), 0);
  }

  members(id: string): string[] {
    return [...this.unionOf].flatMap(([worker, union]) => (union === id ? [worker] : []));
  }

  /** Does it, or gives the code with which it must be refused. */
  apply(plan: UnitChangePlan): string | null {
    switch (plan.kind) {
      case 'OPEN':
        return this.refusalBelow(plan.parentId, tierOfKind(plan.unitKind)) ?? this.open(plan.parentId, plan);
      case 'RENAME':
        return this.gone(plan.unitId) ?? this.set(plan.unitId, { name: plan.name ?? '' });
      case 'MOVE':
        return (
          this.staying(plan.unitId) ??
          this.refusalBelow(plan.parentId, this.unit(plan.unitId).tier) ??
          this.set(plan.unitId, { parentId: plan.parentId })
        );
      case 'MERGE': {
        const going = [...new Set(plan.unitIds)];
        for (const id of going) {
          const refusal = this.staying(id) ?? this.refusalOfHeir(id, plan.intoUnitId);
          if (refusal) return refusal;
        }
        for (const id of going) this.end(id, plan.intoUnitId);
        return null;
      }
      case 'SPLIT': {
        const refusal = this.staying(plan.unitId);
        if (refusal) return refusal;
        for (const part of plan.parts) {
          this.open(this.unit(plan.unitId).parentId ?? '', part);
          for (const id of part.childIds) this.set(id, { parentId: part.unitId });
          for (const worker of part.workerIds) this.unionOf.set(worker, part.unitId);
        }
        return null;
      }
      default: {
        const { unitId, successorId } = plan;
        const refusal = this.staying(unitId) ?? (successorId && this.refusalOfHeir(unitId, successorId));
        if (refusal) return refusal;
        const isEmpty = this.children(unitId).length + this.members(unitId).length === 0;
        if (!successorId && !isEmpty) return 'UNIT_NOT_EMPTY';
        this.end(unitId, successorId);
        return null;
      }
    }
  }

  private gone = (id: string): string | null => (this.unit(id).isActive ? null : 'UNIT_DISSOLVED');
  private staying = (id: string): string | null =>
    this.gone(id) ?? (this.unit(id).tier === TIERS[0] ? 'CITY_STAYS' : null);
  private refusalBelow = (id: string, tier: UnitTier): string | null =>
    this.gone(id) ?? (tierBelow(this.unit(id).tier) === tier ? null : 'TIER_MISMATCH');
  private refusalOfHeir = (id: string, heir: string): string | null =>
    this.gone(heir) ?? (heir !== id && this.unit(heir).tier === this.unit(id).tier ? null : 'UNITS_OF_DIFFERENT_TIERS');

  private open(
    parentId: string,
    { unitId, unitKind, name }: Extract<UnitChangePlan, { kind: 'OPEN' }> | SplitPart,
  ): null {
    this.units.set(unitId, { id: unitId, parentId, tier: tierOfKind(unitKind), name, isActive: true });
    return null;
  }

  private set(id: string, change: Partial<ModelUnit>): null {
    Object.assign(this.unit(id), change);
    return null;
  }

  private end(id: string, heir: string | null): void {
    for (const child of this.children(id)) this.set(child.id, { parentId: heir });
    for (const worker of this.members(id)) this.unionOf.set(worker, heir ?? id);
    this.set(id, { isActive: false });
  }
}
type SplitPart = Extract<UnitChangePlan, { kind: 'SPLIT' }>['parts'][number];
