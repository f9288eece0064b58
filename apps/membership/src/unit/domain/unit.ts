import { fail, TIER_NAMES, tierBelow, type UnitKind, type UnitStatus, type UnitTier } from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { tierOfKind } from './tier-of-kind.js';

export interface UnitDetails {
  code: string;
  kind: UnitKind;
  name: string;
  shortName: string;
  address: string;
}

/** One union in the tree. Revision, counts and slots are kept by the database. */
export class Unit {
  id: string;
  code: string;
  tier: UnitTier;
  kind: UnitKind;
  name: string;
  shortName: string;
  parentId: string | null;
  /** From the root to the unit itself. */
  path: string[];
  status: UnitStatus;
  address: string;

  private static of(details: UnitDetails, above: Unit | null): Unit {
    const id = newId();
    return Object.assign(new Unit(), {
      id,
      ...details,
      tier: tierOfKind(details.kind),
      parentId: above?.id ?? null,
      path: [...(above?.path ?? []), id],
      status: 'ACTIVE',
    } satisfies Partial<Unit>);
  }

  static city(details: Omit<UnitDetails, 'kind'>): Unit {
    return Unit.of({ ...details, kind: 'city_federation' }, null);
  }

  /** @throws TIER_MISMATCH */
  static below(parent: Unit, details: UnitDetails): Unit {
    parent.assertTakes(tierOfKind(details.kind));
    return Unit.of(details, parent);
  }

  /** A unit stands exactly one tier below the one above it. @throws TIER_MISMATCH */
  assertTakes(tier: UnitTier): void {
    const expected = tierBelow(this.tier);
    if (expected === tier && this.status === 'ACTIVE') return;
    throw fail('TIER_MISMATCH', {
      parent: TIER_NAMES[this.tier].zh,
      expected: TIER_NAMES[expected ?? 'WORKER'].zh,
    });
  }

  /** Whether anything is different now. */
  describe(change: Partial<Pick<UnitDetails, 'name' | 'shortName' | 'address'>>): boolean {
    const before = [this.name, this.shortName, this.address];
    this.name = change.name ?? this.name;
    this.shortName = change.shortName ?? this.shortName;
    this.address = change.address ?? this.address;
    return before.some((value, i) => value !== [this.name, this.shortName, this.address][i]);
  }
}
