import type { CaseFilter } from '@guantong/contracts';

/** Past its time now, or was when it was at the city and is still open. */
export const OVERDUE_SQL = `(c.due_at <= now() or (c.breached and c.state in ('SUBMITTED', 'ACCEPTED', 'ASSIGNED', 'REOPENED')))`;

/**
 * The filters of the desk's list, six parameters from `$first` on; see `filterValues`. A null one does not filter.
 * @param account the parameter that holds the caller's account
 */
export const filterSql = (first: number, account: number): string => `(
  ($${first}::text is null or c.state = $${first})
  and ($${first + 1}::text is null or c.kind = $${first + 1})
  and (not $${first + 2}::boolean or c.assignee_account_id = $${account}::uuid)
  and ($${first + 3}::boolean is null or coalesce(${OVERDUE_SQL}, false) = $${first + 3})
  and ($${first + 4}::uuid is null or c.owner_unit_id = $${first + 4})
  and ($${first + 5}::text is null or c.number = $${first + 5}))`;

export const filterValues = (filter: CaseFilter): unknown[] => [
  filter.state ?? null,
  filter.kind ?? null,
  filter.assignee === 'me',
  filter.overdue ?? null,
  filter.unitId ?? null,
  filter.number?.trim().toUpperCase() ?? null,
];
