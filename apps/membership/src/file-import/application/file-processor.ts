import type { Actor, FileImportKind, Scope } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import type { LineError } from '../domain/line-problems.js';

/** An import as the copy that works on it sees it. */
export interface ClaimedImport {
  id: string;
  kind: FileImportKind;
  accountId: string;
  unitId: string | null;
  chunks: number;
  /** Nothing is to be written to workers: only what would be done is noted. */
  dryRun: boolean;
  /** A dry run came before: what it said is what may be done. */
  checked: boolean;
  /** Lines that are done already. */
  rowsRead: number;
  attempts: number;
  claimToken: string;
}

/** What one transaction has got done. */
export interface Step {
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
  /** Lines that could not be used. */
  rejected: number;
  moved?: number;
  questions?: number;
  needsTransfer?: number;
  leftOut?: number;
  errors: readonly LineError[];
}

export interface ImportRun {
  job: ClaimedImport;
  file: AsyncIterable<Buffer>;
  /** Who imports, and what they may touch, as of now; to be asked again every few seconds. @throws UnusableFile */
  authority(): Promise<{ actor: Actor; scope: Scope }>;
  /** Counts a step in its own transaction. @throws when another copy has taken over meanwhile */
  record(tx: Tx, step: Step): Promise<void>;
}

/** Knows what to do with the lines of one kind of file. */
export interface FileProcessor {
  readonly kind: FileImportKind;
  process(run: ImportRun): Promise<void>;
}
export const FILE_PROCESSORS = Symbol('FILE_PROCESSORS');
