/** A row of `unit` as the event tells of it; `u` is the row's alias. */
export const unitStateSql = (u: string): string => `json_build_object(
  'unitId', ${u}.id, 'tier', ${u}.tier, 'kind', ${u}.kind, 'name', ${u}.name, 'shortName', ${u}.short_name,
  'parentId', ${u}.parent_id, 'path', to_json(${u}.path), 'status', ${u}.status, 'revision', ${u}.revision)`;
