import { Id, Int, Text } from '../../fields.js';
import { defineQuery } from '../../rpc-definition.js';
import type { PublicUnitList, UnitPage, UnitView } from './unit-views.js';

export class UnitIdRequest {
  @Id() unitId: string;
}
/** Within the actor's `unit.read` scope. */
export const GetUnit = defineQuery<UnitView>()('membership.unit.get', UnitIdRequest);

export class PageQuery {
  @Text({ optional: true, max: 100, about: 'From `next` of the page before' }) cursor?: string;
  @Int({ optional: true, min: 1, max: 100, about: 'Default 50' }) limit?: number;
}

export class UnitChildrenRequest extends PageQuery {
  @Id() unitId: string;
}
/** The units directly below, with what is below each, ordered by code. */
export const UnitChildren = defineQuery<UnitPage>()('membership.unit.children', UnitChildrenRequest);

export class SearchUnitsRequest extends PageQuery {
  @Text({ min: 2, max: 50, about: 'Part of name, short name or code' }) search: string;
}
export const SearchUnits = defineQuery<UnitPage>()('membership.unit.search', SearchUnitsRequest);

export class SearchPublicUnitsRequest {
  @Text({ min: 2, max: 50, about: 'Part of the name' }) search: string;
}
/** For anybody: names of active units, the first 20. */
export const SearchPublicUnits = defineQuery<PublicUnitList>()(
  'membership.unit.search-public',
  SearchPublicUnitsRequest,
);
