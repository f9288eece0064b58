import { Id, OneOf, Text } from '../../fields.js';
import { defineCommand } from '../../rpc-definition.js';
import { ALL_UNIT_KINDS, type UnitKind } from '../../vocabulary/tiers.js';
import type { UnitView } from './unit-views.js';

const CODE = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;

export class OpenUnitRequest {
  @Id({ about: 'The unit above; the new one stands exactly one tier below it' }) parentId: string;
  @Text({ max: 64, pattern: CODE }) code: string;
  @OneOf(ALL_UNIT_KINDS, { about: 'The kind decides the tier' }) kind: UnitKind;
  @Text({ max: 100 }) name: string;
  @Text({ max: 50, optional: true, about: 'Default: the name' }) shortName?: string;
  @Text({ min: 0, max: 200, optional: true }) address?: string;
}
/** `unit.manage` over the unit above. */
export const OpenUnit = defineCommand<UnitView>()('membership.unit.open', OpenUnitRequest);

export class ChangeUnitBody {
  @Text({ max: 100, optional: true }) name?: string;
  @Text({ max: 50, optional: true }) shortName?: string;
  @Text({ min: 0, max: 200, optional: true }) address?: string;
}
export class ChangeUnitRequest extends ChangeUnitBody {
  @Id() unitId: string;
}
export const ChangeUnit = defineCommand<UnitView>()('membership.unit.change', ChangeUnitRequest);

export class MoveUnitBody {
  @Id({ about: 'The new unit above, of the same tier as the present one' }) parentId: string;
}
export class MoveUnitRequest extends MoveUnitBody {
  @Id() unitId: string;
}
/** Moves a unit with everything below it. `unit.manage` over the unit and over the new unit above. */
export const MoveUnit = defineCommand<UnitView>()('membership.unit.move', MoveUnitRequest);

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
