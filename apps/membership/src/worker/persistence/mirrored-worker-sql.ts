/** A row of `worker` as other services may know it; `w` is the row's alias. */
export const mirroredWorkerSql = (w: string): string => `json_build_object(
  'workerId', ${w}.id, 'unitId', ${w}.unit_id, 'slot', ${w}.slot, 'sex', ${w}.sex,
  'birthYear', extract(year from ${w}.birth_date)::int, 'schooling', ${w}.schooling,
  'employmentForm', ${w}.employment_form, 'hasSmartphone', ${w}.has_smartphone, 'status', ${w}.status,
  'revision', ${w}.revision)`;
