import { CalendarDate, Dictionary, Id, ListOf, Nested, OneOf, Text, Timestamp } from '../../fields.js';
import { defineCommand, defineQuery } from '../../rpc-definition.js';
import {
  UNIT_CHANGE_KINDS,
  UNIT_CHANGE_STATES,
  type UnitChangeKind,
  type UnitChangeState,
} from '../../vocabulary/unit-changes.js';
import { PageQuery } from './read-units.js';
import { UnitRef } from './unit-views.js';

export class UnitChangeProblem {
  @Text({ about: 'Code of the catalogue of errors' }) code: string;
  @Text({ max: 500 }) zh: string;
  @Text({ max: 500 }) en: string;
}

/** One change of the tree: what, from when, by whom and why. */
export class UnitChangeView {
  @Id() changeId: string;
  @OneOf(UNIT_CHANGE_KINDS) kind: UnitChangeKind;
  @Text({ about: 'Chinese' }) kindName: string;
  @OneOf(UNIT_CHANGE_STATES) state: UnitChangeState;
  @Id({ about: 'Whom it is about: of a merger the unit that stays, of an opening the new one' }) unitId: string;
  @ListOf(() => UnitRef, { about: 'The units it touches that were there before, as they are called now' })
  units: UnitRef[];
  @CalendarDate({ about: 'In Asia/Shanghai' }) effectiveOn: string;
  @Text({ max: 300 }) reason: string;
  @Dictionary({ about: 'What exactly; of a split the number of workers named, not who they are' })
  details: Record<string, unknown>;
  @Id({ nullable: true }) decidedBy: string | null;
  @Text({ nullable: true, about: 'Name of that member of staff' }) decidedByName: string | null;
  @Timestamp() decidedAt: string;
  @Timestamp({ nullable: true }) carriedOutAt: string | null;
  @Id({ nullable: true }) cancelledBy: string | null;
  @Timestamp({ nullable: true }) cancelledAt: string | null;
  @Nested(() => UnitChangeProblem, { nullable: true, about: 'Why it FAILED' }) problem: UnitChangeProblem | null;
}

export class UnitChangePage {
  @ListOf(() => UnitChangeView) items: UnitChangeView[];
  @Text({ nullable: true, about: 'Send as ?cursor= for the next page; null on the last' }) next: string | null;
}

export class UnitChangesQuery extends PageQuery {
  @Id({ optional: true, about: 'Only what touches this unit or one below it' }) unitId?: string;
  @OneOf(UNIT_CHANGE_STATES, { optional: true }) state?: UnitChangeState;
}
/** The latest decision first. Within the actor's `unit.read` scope: whatever touches one of those units. */
export const UnitChanges = defineQuery<UnitChangePage>()('membership.unit-change.list', UnitChangesQuery);

export class UnitChangeIdRequest {
  @Id() changeId: string;
}
export const GetUnitChange = defineQuery<UnitChangeView>()('membership.unit-change.get', UnitChangeIdRequest);
/** Before its day only. `unit.manage` over one of the units it touches. */
export const CancelUnitChange = defineCommand<UnitChangeView>()('membership.unit-change.cancel', UnitChangeIdRequest);
