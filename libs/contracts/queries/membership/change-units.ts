import { CalendarDate, Id, IdList, ListOf, OneOf, Text, ListOfTexts } from '../../fields.js';
import { defineCommand } from '../../rpc-definition.js';
import { ALL_UNIT_KINDS, type UnitKind } from '../../vocabulary/tiers.js';
import type { UnitChangeView } from './unit-changes.js';
import type { RevealedUnitContact, UnitView } from './unit-views.js';

const CODE = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;
/** Beyond that a change is better made in several. */
const MOST_WORKERS = 5000;

/** Who decides comes from the session. */
export class ChangeDecision {
  @CalendarDate({
    optional: true,
    about: 'Calendar date in Asia/Shanghai. Default: today, at once. Later: carried out on that day. Never in the past',
  })
  effectiveOn?: string;
  @Text({ max: 300, about: 'Why, e.g. the decision it rests on' }) reason: string;
}

export class OpenUnitRequest extends ChangeDecision {
  @Id({ about: 'The unit above; the new one stands exactly one tier below it' }) parentId: string;
  @Text({ max: 64, pattern: CODE }) code: string;
  @OneOf(ALL_UNIT_KINDS, { about: 'The kind decides the tier' }) kind: UnitKind;
  @Text({ max: 100 }) name: string;
  @Text({ max: 50, optional: true, about: 'Default: the name' }) shortName?: string;
  @Text({ min: 0, max: 200, optional: true }) address?: string;
  @Text({ max: 40, optional: true, about: 'Unified social credit code, GB 32100-2015' }) creditCode?: string;
}
/** `unit.manage` over the unit above. */
export const OpenUnit = defineCommand<UnitChangeView>()('membership.unit.open', OpenUnitRequest);

export class RenameUnitRequest extends ChangeDecision {
  @Id() unitId: string;
  @Text({ max: 100, optional: true }) name?: string;
  @Text({ max: 50, optional: true }) shortName?: string;
  @OneOf(ALL_UNIT_KINDS, { optional: true, about: 'Another kind of the same tier' }) kind?: UnitKind;
}
export const RenameUnit = defineCommand<UnitChangeView>()('membership.unit.rename', RenameUnitRequest);

export class MoveUnitRequest extends ChangeDecision {
  @Id() unitId: string;
  @Id({ about: 'The new unit above, of the same tier as the present one' }) parentId: string;
}
/** Moves a unit with everything below it. `unit.manage` over the unit and over the new unit above. */
export const MoveUnit = defineCommand<UnitChangeView>()('membership.unit.move', MoveUnitRequest);

export class MergeUnitsRequest extends ChangeDecision {
  @IdList({ min: 1, max: 50, about: 'The units that go' }) unitIds: string[];
  @Id({ about: 'The unit of the same tier that takes everything over' }) intoUnitId: string;
}
/** `unit.manage` over all of them. */
export const MergeUnits = defineCommand<UnitChangeView>()('membership.unit.merge', MergeUnitsRequest);

export class SplitPartRequest {
  @Text({ max: 64, pattern: CODE }) code: string;
  @OneOf(ALL_UNIT_KINDS, { about: 'Of the tier of the unit that is split' }) kind: UnitKind;
  @Text({ max: 100 }) name: string;
  @Text({ max: 50, optional: true, about: 'Default: the name' }) shortName?: string;
  @Text({ min: 0, max: 200, optional: true }) address?: string;
  @Text({ max: 40, optional: true, about: 'Unified social credit code, GB 32100-2015' }) creditCode?: string;
  @IdList({ optional: true, max: 1000, about: 'Units directly below that go with it' }) childIds?: string[];
  @IdList({ optional: true, max: MOST_WORKERS, about: 'Workers that go with it (grassroots unions)' })
  workerIds?: string[];
  @ListOfTexts({
    optional: true,
    max: 50,
    length: 100,
    about: 'All workers of these trades go with it (grassroots unions)',
  })
  trades?: string[];
}
export class SplitUnitRequest extends ChangeDecision {
  @Id({ about: 'Stays, with whatever is not named' }) unitId: string;
  @ListOf(() => SplitPartRequest, { min: 1, max: 20, about: 'The new units beside it' }) parts: SplitPartRequest[];
}
/** `unit.manage` over the unit above, since new units stand beside the old one. */
export const SplitUnit = defineCommand<UnitChangeView>()('membership.unit.split', SplitUnitRequest);

export class DissolveUnitRequest extends ChangeDecision {
  @Id() unitId: string;
  @Id({ optional: true, about: 'The unit of the same tier that gets its workers and the units below it' })
  successorId?: string;
}
/** Without a successor only an empty one. `unit.manage` over the unit above and over the successor. */
export const DissolveUnit = defineCommand<UnitChangeView>()('membership.unit.dissolve', DissolveUnitRequest);

export class ChangeUnitBody {
  @Text({ min: 0, max: 200, optional: true }) address?: string;
  @Text({ min: 0, max: 40, optional: true, about: 'Unified social credit code; empty: none' }) creditCode?: string;
  @Text({ min: 0, max: 50, optional: true, about: "The contact person's name; empty: none" }) contactName?: string;
  @Text({ min: 0, max: 30, optional: true, about: 'Mobile or landline; empty: none' }) contactPhone?: string;
}
export class ChangeUnitRequest extends ChangeUnitBody {
  @Id() unitId: string;
}
/** What has no history: address, code and contact. At once. */
export const ChangeUnit = defineCommand<UnitView>()('membership.unit.change', ChangeUnitRequest);

export class RevealUnitContactRequest {
  @Id() unitId: string;
}
/** The whole phone number of the contact person, in order to call; goes to the audit log. `worker.names.read` scope. */
export const RevealUnitContact = defineCommand<RevealedUnitContact>()(
  'membership.unit.reveal-contact',
  RevealUnitContactRequest,
);

export class BootstrapCityRequest {
  @Text({ max: 64, pattern: CODE }) code: string;
  @Text({ max: 100 }) name: string;
  @Text({ max: 50 }) shortName: string;
  @Text({ min: 3, max: 50, about: 'Log-in name of the first administrator' }) login: string;
  @Text({ max: 50, about: "The administrator's name" }) displayName: string;
  @Text({ min: 12, max: 200 }) password: string;
}
/** SYSTEM only, and only while there is no unit at all: the city and its first administrator. */
export const BootstrapCity = defineCommand<{ unitId: string; accountId: string }>()(
  'membership.city.bootstrap',
  BootstrapCityRequest,
);
