import {
  fail,
  TIER_NAMES,
  tierAbove,
  tierBelow,
  type UnitKind,
  type UnitStatus,
  type UnitTier,
} from '@guantong/contracts';
import { newId } from '@guantong/platform';
import { isCreditCode, isUnionCode } from './credit-code.js';
import { tierOfKind } from './tier-of-kind.js';

export interface UnitDetails {
  id?: string;
  code: string;
  kind: UnitKind;
  name: string;
  shortName: string;
  address: string;
  creditCode?: string | null;
}

/** One union in the tree. Revision, counts, slots and history are kept by the database. */
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
  /** Unified social credit code. */
  creditCode: string | null;

  private static of({ id = newId(), creditCode = null, ...details }: UnitDetails, above: Unit | null): Unit {
    const unit = Object.assign(new Unit(), {
      id,
      ...details,
      creditCode: null,
      tier: tierOfKind(details.kind),
      parentId: above?.id ?? null,
      path: [...(above?.path ?? []), id],
      status: 'ACTIVE',
    } satisfies Partial<Unit>);
    unit.takeCreditCode(creditCode);
    return unit;
  }

  static city(details: Omit<UnitDetails, 'kind'>): Unit {
    return Unit.of({ ...details, kind: 'city_federation' }, null);
  }

  /** @throws TIER_MISMATCH UNIT_DISSOLVED UNIT_CREDIT_CODE_WRONG UNIT_CREDIT_CODE_NOT_UNION */
  static below(parent: Unit, details: UnitDetails): Unit {
    parent.assertTakes(tierOfKind(details.kind));
    return Unit.of(details, parent);
  }

  /** A unit stands exactly one tier below the one above it. @throws TIER_MISMATCH UNIT_DISSOLVED */
  assertTakes(tier: UnitTier): void {
    this.assertActive();
    const expected = tierBelow(this.tier);
    if (expected === tier) return;
    throw fail('TIER_MISMATCH', {
      parent: TIER_NAMES[this.tier].zh,
      expected: TIER_NAMES[expected ?? 'WORKER'].zh,
    });
  }

  /** @throws UNIT_DISSOLVED */
  assertActive(): void {
    if (this.status !== 'ACTIVE') throw fail('UNIT_DISSOLVED', { unit: this.name });
  }

  /** Whether it can be moved, split or taken over at all. @throws UNIT_DISSOLVED CITY_STAYS */
  assertMayGo(): void {
    this.assertActive();
    if (!tierAbove(this.tier)) throw fail('CITY_STAYS');
  }

  /** Whether this one can take over what another has. @throws UNIT_DISSOLVED UNITS_OF_DIFFERENT_TIERS */
  assertTakesOver(other: Unit): void {
    this.assertActive();
    if (other.id === this.id || other.tier !== this.tier) throw fail('UNITS_OF_DIFFERENT_TIERS');
  }

  /** Whether anything is different now. @throws UNIT_DISSOLVED UNIT_KIND_MISMATCH */
  rename(change: Partial<Pick<UnitDetails, 'name' | 'shortName' | 'kind'>>): boolean {
    this.assertActive();
    if (change.kind && tierOfKind(change.kind) !== this.tier) throw fail('UNIT_KIND_MISMATCH');
    const before = [this.name, this.shortName, this.kind];
    // a unit that never had a short name of its own is not left with the old long one
    this.shortName = change.shortName ?? (this.shortName === this.name ? (change.name ?? this.name) : this.shortName);
    this.name = change.name ?? this.name;
    this.kind = change.kind ?? this.kind;
    return before.some((value, i) => value !== [this.name, this.shortName, this.kind][i]);
  }

  /** @param code normalised. @throws UNIT_CREDIT_CODE_WRONG UNIT_CREDIT_CODE_NOT_UNION */
  takeCreditCode(code: string | null): void {
    if (code !== null && !isCreditCode(code)) throw fail('UNIT_CREDIT_CODE_WRONG');
    if (code !== null && this.tier === 'GRASSROOTS' && !isUnionCode(code)) throw fail('UNIT_CREDIT_CODE_NOT_UNION');
    this.creditCode = code;
  }
}
