/** What can happen to the tree. */
export const UNIT_CHANGE_KINDS = ['OPEN', 'RENAME', 'MOVE', 'MERGE', 'SPLIT', 'DISSOLVE'] as const;
export type UnitChangeKind = (typeof UNIT_CHANGE_KINDS)[number];

export const UNIT_CHANGE_NAMES: Record<UnitChangeKind, { zh: string; en: string }> = {
  OPEN: { zh: '新建', en: 'Open' },
  RENAME: { zh: '更名', en: 'Rename' },
  MOVE: { zh: '调整隶属', en: 'Move' },
  MERGE: { zh: '合并', en: 'Merge' },
  SPLIT: { zh: '拆分', en: 'Split' },
  DISSOLVE: { zh: '撤销', en: 'Dissolve' },
};

/** PLANNED waits for its day; FAILED no longer fitted when the day came. */
export const UNIT_CHANGE_STATES = ['PLANNED', 'DONE', 'FAILED', 'CANCELLED'] as const;
export type UnitChangeState = (typeof UNIT_CHANGE_STATES)[number];
