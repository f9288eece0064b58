/**
 * A row of `worker` as other services mirror it; `w` is the row's alias. A place in a second union counts only while the
 * worker is a member and that union is not the primary one: the row may have changed in the very statement.
 */
export const mirroredWorkerSql = (w: string): string => `json_build_object('workerId', ${w}.id, 'unitId', ${w}.unit_id,
  'slot', ${w}.slot, 'sex', ${w}.sex, 'birthYear', extract(year from ${w}.birth_date)::int, 'schooling', ${w}.schooling,
  'employmentForm', ${w}.employment_form, 'hasSmartphone', ${w}.has_smartphone, 'status', ${w}.status,
  'revision', ${w}.revision, 'secondary', ${secondaryPlacesSql(w)})`;

/** The places in other unions that a worker has now. Plan: secondary_membership_in_force. */
export const secondaryPlacesSql = (w: string): string => `coalesce((
  select json_agg(json_build_object('unitId', m.unit_id, 'slot', m.slot) order by m.unit_id)
    from secondary_membership m
   where m.worker_id = ${w}.id and m.ended is null and m.unit_id <> ${w}.unit_id and ${w}.status = 'ACTIVE'), '[]')`;
