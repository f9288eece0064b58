/** An `audit_entry` in the form of `ChainedEntry`, as JSON: text that does not depend on any setting of the session. */
export const chainedEntrySql = (e: string): string => `json_build_object('id', ${e}.id::text,
  'at', to_char(${e}.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'actorKind', ${e}.actor_kind,
  'accountId', ${e}.account_id, 'actingFor', ${e}.acting_for, 'action', ${e}.action, 'unitId', ${e}.unit_id,
  'subjectIds', ${e}.subject_ids, 'detail', ${e}.detail)`;
