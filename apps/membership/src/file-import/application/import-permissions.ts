import type { FileImportKind, Permission } from '@guantong/contracts';

/** What importing each kind of file takes. */
export const IMPORT_PERMISSIONS: Record<FileImportKind, Permission> = {
  ROSTER: 'roster.manage',
  UNITS: 'unit.manage',
};
