import type { StaffReach } from '../domain/staff-reach.js';

/**
 * Who of the staff may see a case `c`, and who may act on it. The six parameters start at `$first`; see `reachValues`.
 * Today's tree decides (a transfer bites at once), the recorded chain says which units have a part in the case. A unit that
 * is gone has a successor, which may read what it could.
 */
export const reachValues = (reach: StaffReach): unknown[] => [
  reach.read.units,
  reach.read.subtrees,
  reach.appointedAt,
  reach.accountId,
  reach.handle.units,
  reach.handle.subtrees,
];

/** A complaint about a unit is kept from everybody appointed there or below, whatever else they are. */
const notAccusedSql = (first: number): string => `
  (c.hidden_from_unit_id is null or c.hidden_from_unit_id not in (
    select unnest(own.path) from unit_mirror own where own.unit_id = any ($${first + 2}::uuid[])))`;

/** Assigned to the actor, at a unit where the actor may (still) handle cases. */
const assignedSql = (first: number): string => `
  (c.assignee_account_id = $${first + 3}::uuid and exists (
    select from unit_mirror at where at.unit_id = c.assignee_unit_id
       and (at.unit_id = any ($${first + 4}::uuid[]) or at.path && $${first + 5}::uuid[])))`;

/**
 * Units whose successor is within the reach: what those had a part in, the successor may read. Of no row around it, so that
 * PostgreSQL works it out once for a query.
 */
const inheritedSql = (first: number): string => `array(
  select s.from_unit_id from unit_succession s join unit_mirror heir on heir.unit_id = s.heir_unit_id
   where heir.unit_id = any ($${first}::uuid[]) or heir.path && $${first + 1}::uuid[])`;

/**
 * Cases inherited from units that were not in the reach themselves: mostly none, as most units go into one of the same
 * district. Of no row around it: collected once for a query, into a hash.
 */
const inheritedCasesSql = (first: number): string => `
  select ch.case_id from unit_succession s
    join unit_mirror heir on heir.unit_id = s.heir_unit_id
    left join unit_mirror gone on gone.unit_id = s.from_unit_id
    join case_chain ch on ch.unit_id = s.from_unit_id
   where (heir.unit_id = any ($${first}::uuid[]) or heir.path && $${first + 1}::uuid[])
     and (gone.unit_id = any ($${first}::uuid[]) or gone.path && $${first + 1}::uuid[]) is not true`;

/** For walking along an index when most of what it passes is visible: scopes of a whole district or city. */
export const visibleAlongSql = (first: number): string => `(${notAccusedSql(first)} and (
  exists (
    select from case_chain ch join unit_mirror u on u.unit_id = ch.unit_id
     where ch.case_id = c.id and (ch.unit_id = any ($${first}::uuid[]) or u.path && $${first + 1}::uuid[]))
  or c.id in (${inheritedCasesSql(first)})
  or ${assignedSql(first)}))`;

/** For one case. */
export const visibleSql = (first: number): string => `(${notAccusedSql(first)} and (
  exists (
    select from case_chain ch join unit_mirror u on u.unit_id = ch.unit_id
     where ch.case_id = c.id
       and (ch.unit_id = any ($${first}::uuid[]) or u.path && $${first + 1}::uuid[] or ch.unit_id = any (${inheritedSql(first)})))
  or ${assignedSql(first)}))`;

/** The same set, found from the units' side: for scopes of few units among many cases. */
export const visibleByUnitSql = (first: number): string => `(${notAccusedSql(first)} and c.id in (
  select ch.case_id from case_chain ch where ch.unit_id = any ($${first}::uuid[])
  union select ch.case_id from unit_mirror u join case_chain ch on ch.unit_id = u.unit_id where u.path && $${first + 1}::uuid[]
  union select ch.case_id from case_chain ch where ch.unit_id = any (${inheritedSql(first)})
  union select c.id from feedback_case c where ${assignedSql(first)}))`;

/** Handling belongs to the unit that has the case, and to whom it is assigned. `owner` is its row in unit_mirror. */
export const mayHandleSql = (first: number): string => `(
  owner.unit_id = any ($${first + 4}::uuid[]) or owner.path && $${first + 5}::uuid[] or ${assignedSql(first)})`;
