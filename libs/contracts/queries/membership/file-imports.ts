import { Flag, Id, Int, ListOf, Nested, OneOf, Text, Timestamp } from '../../fields.js';
import { defineCommand, defineQuery } from '../../rpc-definition.js';
import { PageQuery } from './read-units.js';

export const FILE_IMPORT_KINDS = ['ROSTER', 'UNITS'] as const;
export type FileImportKind = (typeof FILE_IMPORT_KINDS)[number];

/**
 * UPLOADING: chunks come in. RECEIVED: complete, waiting. CHECKED: a dry run is done and can be confirmed. FAILED: the
 * file as a whole could not be used.
 */
export const FILE_IMPORT_STATUSES = ['UPLOADING', 'RECEIVED', 'RUNNING', 'CHECKED', 'DONE', 'FAILED'] as const;
export type FileImportStatus = (typeof FILE_IMPORT_STATUSES)[number];

/** Bytes in a chunk; in base64 it stays well under the broker's limit of 1 MB a message. */
export const IMPORT_CHUNK_BYTES = 512 * 1024;
export const IMPORT_FILE_BYTES = 200 * 1024 * 1024;

/** The same file with a column of results: not asked for, being written, ready to be fetched. */
export const ANNOTATIONS = ['NONE', 'WANTED', 'READY'] as const;
export type Annotation = (typeof ANNOTATIONS)[number];

export class ImportProblem {
  @Text({ about: 'Stable code' }) code: string;
  @Text({ max: 500 }) zh: string;
  @Text({ max: 500 }) en: string;
}

export class FileImportView {
  @Id() importId: string;
  @OneOf(FILE_IMPORT_KINDS) kind: FileImportKind;
  @Text() fileName: string;
  @OneOf(FILE_IMPORT_STATUSES) status: FileImportStatus;
  @Flag({ about: 'Only checked: the counts say what would be done' }) dryRun: boolean;
  @Flag({ about: 'The importer says that whoever is not in the file has left' }) complete: boolean;
  @Int({ about: 'Lines read so far' }) rowsRead: number;
  @Int() added: number;
  @Int() changed: number;
  @Int({ about: 'Workers who change unions' }) moved: number;
  @Int() unchanged: number;
  @Int({ about: 'Lines that cannot be used; see the errors' }) rejected: number;
  @Int({ about: 'Lines that wait for an answer: whom they are about' }) questions: number;
  @Int({ about: 'Lines about workers of unions beyond yours' }) needsTransfer: number;
  @Int({ about: 'Lines that you answered are to be left out' }) leftOut: number;
  @OneOf(ANNOTATIONS, { about: 'The same file with a column of results' }) annotation: Annotation;
  @Timestamp({ nullable: true, about: 'Lines, questions and the file are kept until then' }) keptUntil: string | null;
  @Nested(() => ImportProblem, { nullable: true, about: 'Why it FAILED' }) failure: ImportProblem | null;
  @Timestamp() createdAt: string;
  @Timestamp({ nullable: true }) finishedAt: string | null;
}

export class FileImportLineError extends ImportProblem {
  @Text({ min: 0, about: 'Sheet of the workbook; empty for CSV' }) sheet: string;
  @Int({ about: 'Line as the spreadsheet numbers it, from 1' }) line: number;
  @Text({ min: 0, about: 'Heading of the column; empty when it is about the whole line' }) column: string;
}
export class FileImportErrorPage {
  @ListOf(() => FileImportLineError) items: FileImportLineError[];
  @Text({ nullable: true }) next: string | null;
}

export class StartFileImportRequest {
  @Id({ optional: true }) unitId?: string;
  @Flag({ optional: true }) dryRun?: boolean;
  @Flag({ optional: true }) complete?: boolean;
  @OneOf(FILE_IMPORT_KINDS) kind: FileImportKind;
  @Text({ max: 200 }) fileName: string;
}
/** Needs `roster.manage` or `unit.manage` somewhere; each line is then held against that scope. */
export const StartFileImport = defineCommand<{ importId: string }>()(
  'membership.file-import.start',
  StartFileImportRequest,
);

export class AppendImportChunkRequest {
  @Id() importId: string;
  @Int({ max: 399, about: 'From 0, without gaps; all but the last are IMPORT_CHUNK_BYTES long' }) seq: number;
  @Text({ max: Math.ceil((IMPORT_CHUNK_BYTES * 4) / 3) + 4, about: 'Base64' }) data: string;
}
/** The same seq again is not an error and changes nothing. */
export const AppendImportChunk = defineCommand<{ seq: number }>()(
  'membership.file-import.append',
  AppendImportChunkRequest,
);

export class FinishFileImportRequest {
  @Id() importId: string;
  @Int({ min: 1, max: 400 }) chunks: number;
  @Int({ min: 1, max: IMPORT_FILE_BYTES }) bytes: number;
}
export const FinishFileImport = defineCommand<FileImportView>()(
  'membership.file-import.finish',
  FinishFileImportRequest,
);

export class FileImportRequest {
  @Id() importId: string;
  @OneOf(FILE_IMPORT_KINDS) kind: FileImportKind;
}
/** Only by the account that started it. */
export const GetFileImport = defineQuery<FileImportView>()('membership.file-import.get', FileImportRequest);

export class FileImportErrorsRequest extends PageQuery {
  @Id() importId: string;
  @OneOf(FILE_IMPORT_KINDS) kind: FileImportKind;
}
export const FileImportErrors = defineQuery<FileImportErrorPage>()(
  'membership.file-import.errors',
  FileImportErrorsRequest,
);
