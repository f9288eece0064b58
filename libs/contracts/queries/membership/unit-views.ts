import { Id, Int, ListOf, Nested, OneOf, Text } from '../../fields.js';
import {
  ALL_UNIT_KINDS,
  UNIT_STATUSES,
  UNIT_TIERS,
  type UnitKind,
  type UnitStatus,
  type UnitTier,
} from '../../vocabulary/tiers.js';

export class UnitRef {
  @Id() unitId: string;
  @Text() name: string;
  @OneOf(UNIT_TIERS) tier: UnitTier;
}

/** One line of a list of units. */
export class UnitSummary {
  @Id() unitId: string;
  @Text({ max: 64, about: 'The code the unions use among themselves, e.g. BJ-FT-22-001' }) code: string;
  @OneOf(UNIT_TIERS) tier: UnitTier;
  @OneOf(ALL_UNIT_KINDS) kind: UnitKind;
  @Text() name: string;
  @Text() shortName: string;
  @OneOf(UNIT_STATUSES) status: UnitStatus;
  @Int({ about: 'Units below it, at all tiers, without itself' }) unitsBelow: number;
  @Int({ nullable: true, about: 'Workers in it and below it; null for a day in the past, for which it is not kept' })
  workers: number | null;
}

/** Whom to call at a unit. Only for those who may see names there. */
export class UnitContact {
  @Text({ min: 0 }) name: string;
  @Text({ nullable: true, about: 'Masked: 010****5678' }) maskedPhone: string | null;
}

export class RevealedUnitContact {
  @Id() unitId: string;
  @Text({ min: 0 }) name: string;
  @Text({ nullable: true }) phone: string | null;
}

/** One unit with its place in the tree. */
export class UnitView extends UnitSummary {
  @Id({ nullable: true }) parentId: string | null;
  @Text({ min: 0 }) address: string;
  @Text({ nullable: true, about: 'Unified social credit code' }) creditCode: string | null;
  @Nested(() => UnitContact, { nullable: true, about: 'null: none is known, or it is not yours to see' })
  contact: UnitContact | null;
  @ListOf(() => UnitRef, { about: 'From the city down to the unit itself' }) breadcrumbs: UnitRef[];
}

export class UnitPage {
  @ListOf(() => UnitSummary) items: UnitSummary[];
  @Text({ nullable: true, about: 'Send as ?cursor= for the next page; null on the last' }) next: string | null;
}

/** A unit as anybody may see it, in order to find the own one. */
export class PublicUnitView {
  @Id() unitId: string;
  @Text() name: string;
  @ListOf(() => UnitRef, { about: 'Names of the units above, from the city down' }) above: UnitRef[];
}

export class PublicUnitList {
  @ListOf(() => PublicUnitView) items: PublicUnitView[];
  @Text({ nullable: true, about: 'Always null: say more of the name to find less' }) next: string | null;
}
