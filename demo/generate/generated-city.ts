import type { EmploymentForm, Schooling, Sex, UnitKind, UnitTier } from '@guantong/contracts';
import type { Workplace } from './workplace.js';

export interface GeneratedUnit {
  readonly id: string;
  /** Readable and unique, a prefix of its children's: `BJ-FT-03-002`. */
  readonly code: string;
  /** Unique in the city. */
  readonly name: string;
  readonly shortName: string;
  readonly tier: UnitTier;
  readonly kind: UnitKind;
  readonly parentId: string | null;
  readonly parentCode: string | null;
  /** Workers in this unit and below it. */
  readonly memberCount: number;
  /** What the work is; null above the grassroots. */
  readonly workplace: Workplace | null;
}

export interface GeneratedWorker {
  readonly id: string;
  readonly unitId: string;
  readonly unitCode: string;
  readonly name: string;
  readonly sex: Sex;
  /** YYYY-MM-DD */
  readonly birthDate: string;
  readonly schooling: Schooling;
  readonly trade: string;
  readonly employmentForm: EmploymentForm;
  readonly phone: string | null;
  readonly hasSmartphone: boolean;
  readonly cardNumber: string;
  /** From 0, without gaps, within the unit. */
  readonly slot: number;
}
