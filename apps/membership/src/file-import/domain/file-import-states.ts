import type { FileImportStatus } from '@guantong/contracts';

/**
 * Where an import may go from where. RUNNING to RUNNING: another copy takes over from one that died. CHECKED to
 * RECEIVED: what was only checked is confirmed; to FAILED: it was not, in time.
 */
export const FILE_IMPORT_TRANSITIONS: Record<FileImportStatus, readonly FileImportStatus[]> = {
  UPLOADING: ['RECEIVED'],
  RECEIVED: ['RUNNING'],
  RUNNING: ['RUNNING', 'CHECKED', 'DONE', 'FAILED'],
  CHECKED: ['RECEIVED', 'FAILED'],
  DONE: [],
  FAILED: [],
};

/** The states from which `to` can be reached. */
export const statesBefore = (to: FileImportStatus): FileImportStatus[] =>
  (Object.keys(FILE_IMPORT_TRANSITIONS) as FileImportStatus[]).filter((from) =>
    FILE_IMPORT_TRANSITIONS[from].includes(to),
  );
