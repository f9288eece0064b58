import { CalendarDate, Id, Int, Text } from '../../fields.js';
import { defineQuery } from '../../rpc-definition.js';
import type { PublicUnitList, UnitPage, UnitView } from './unit-views.js';

export class UnitIdRequest {
  @Id() unitId: string;
}

const AS_OF = {
  optional: true,
  about: 'A calendar date in Asia/Shanghai: the tree as it stood at the end of that day. Default: now',
};

export class UnitQuery {
  @CalendarDate(AS_OF) asOf?: string;
}
export class GetUnitRequest extends UnitQuery {
  @Id() unitId: string;
}
/** Within the actor's `unit.read` scope: units that are in it now or, with `asOf`, were in it then. */
export const GetUnit = defineQuery<UnitView>()('membership.unit.get', GetUnitRequest);

export class PageQuery {
  @Text({ optional: true, max: 100, about: 'From `next` of the page before' }) cursor?: string;
  @Int({ optional: true, min: 1, max: 100, about: 'Default 50' }) limit?: number;
}

export class TreePageQuery extends PageQuery {
  @CalendarDate(AS_OF) asOf?: string;
}
export class UnitChildrenRequest extends TreePageQuery {
  @Id() unitId: string;
}
/** The active units directly below, with what is below each, ordered by code. */
export const UnitChildren = defineQuery<UnitPage>()('membership.unit.children', UnitChildrenRequest);
/** All active units below, at all tiers, ordered by code. */
export const UnitDescendants = defineQuery<UnitPage>()('membership.unit.descendants', UnitChildrenRequest);

export class SearchUnitsRequest extends PageQuery {
  @Text({ min: 2, max: 50, about: 'Part of name, short name or code, or pinyin initials such as ftq' }) search: string;
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
