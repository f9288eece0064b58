import { Flag, Id, Int, ListOf, OneOf, Text } from '../../fields.js';
import { defineCommand, defineQuery } from '../../rpc-definition.js';
import {
  ROSTER_ANSWERS,
  ROSTER_CHANGE_FIELDS,
  ROSTER_OUTCOMES,
  ROSTER_QUESTIONS,
  type RosterAnswer,
  type RosterChangeField,
  type RosterOutcome,
  type RosterQuestion,
} from '../../vocabulary/roster-import.js';
import { type FileImportView, ImportProblem } from './file-imports.js';
import { PageQuery } from './read-units.js';

export class RosterImportQuery {
  @Id({ optional: true, about: 'The union of lines that name none' }) unitId?: string;
  @Flag({ optional: true, about: 'Only check: say line by line what would be done, write nothing' }) dryRun?: boolean;
  @Flag({ optional: true, about: 'The file is complete: propose that whoever is not in it has left' })
  complete?: boolean;
}

/** What is wrong with a line, or with one of its cells. */
export class RosterLineProblem extends ImportProblem {
  @Text({ min: 0, about: 'Heading of the column; empty when it is about the whole line' }) column: string;
}

export class RosterLineChange {
  @OneOf(ROSTER_CHANGE_FIELDS) field: RosterChangeField;
  @Text({ about: 'In Chinese' }) name: string;
  @Text({ min: 0, nullable: true, about: 'Null for whoever may not see workers by name, and where nothing was' })
  from: string | null;
  @Text({ min: 0, nullable: true, about: 'Numbers masked' }) to: string | null;
}

/** Somebody whom a line could be about. */
export class RosterCandidate {
  @Id({ nullable: true, about: 'Null for somebody whom another line of the same file adds' }) workerId: string | null;
  @Int({ nullable: true, about: 'That line' }) line: number | null;
  @Text({ nullable: true, about: 'Masked for whoever may not see workers by name' }) name: string | null;
  @Text({ nullable: true }) unitName: string | null;
  @Int({ nullable: true }) birthYear: number | null;
  @Text({ nullable: true, about: 'Masked: 140****1234' }) maskedPhone: string | null;
  @Text({ nullable: true, about: 'Masked: ****1234' }) maskedCard: string | null;
}

export class RosterLineResult {
  @Int({ about: 'Place among the lines of the file, from 0' }) seq: number;
  @Text({ min: 0, about: 'Sheet of the workbook; empty for CSV' }) sheet: string;
  @Int({ about: 'Line as the spreadsheet numbers it, from 1' }) line: number;
  @OneOf(ROSTER_OUTCOMES) outcome: RosterOutcome;
  @Text({ max: 2000, about: 'In plain Chinese' }) zh: string;
  @Text({ max: 2000 }) en: string;
  @Id({ nullable: true }) workerId: string | null;
  @ListOf(() => RosterLineProblem) problems: RosterLineProblem[];
  @ListOf(() => RosterLineChange) changes: RosterLineChange[];
  @OneOf(ROSTER_QUESTIONS, { nullable: true, about: 'Why it is asked whom the line is about' })
  question: RosterQuestion | null;
  @ListOf(() => RosterCandidate) candidates: RosterCandidate[];
  @OneOf(ROSTER_ANSWERS, { nullable: true }) answer: RosterAnswer | null;
}
export class RosterLinePage {
  @ListOf(() => RosterLineResult) items: RosterLineResult[];
  @Text({ nullable: true }) next: string | null;
}

export class RosterLinesQuery extends PageQuery {
  @OneOf(ROSTER_OUTCOMES, { optional: true }) outcome?: RosterOutcome;
}
export class RosterLinesRequest extends RosterLinesQuery {
  @Id() importId: string;
}
/** What each line came to, or would come to. Only by the account that sent the file. */
export const RosterLines = defineQuery<RosterLinePage>()('membership.roster-import.lines', RosterLinesRequest);

export class AbsentWorker {
  @Id() workerId: string;
  @Id() unitId: string;
  @Text() unitName: string;
  @Text({ about: 'Masked for whoever may not see workers by name' }) name: string;
  @Text({ nullable: true, about: 'Masked: ****1234' }) maskedCard: string | null;
}
export class AbsentWorkerPage {
  @Flag({ about: 'The file is complete: it is proposed that these have left. They are not removed by the import.' })
  leavingProposed: boolean;
  @ListOf(() => AbsentWorker) items: AbsentWorker[];
  @Text({ nullable: true }) next: string | null;
}
export class AbsentWorkersRequest extends PageQuery {
  @Id() importId: string;
}
/** Workers of the unions in the file who have no line in it. */
export const AbsentWorkers = defineQuery<AbsentWorkerPage>()('membership.roster-import.absent', AbsentWorkersRequest);

export class AnswerRosterQuestionBody {
  @OneOf(ROSTER_ANSWERS, { about: 'WORKER: that candidate. NEW: none of them. NOBODY: leave the line out' })
  as: RosterAnswer;
  @Id({ optional: true, about: 'With WORKER: which of the candidates' }) workerId?: string;
}
export class AnswerRosterQuestionRequest extends AnswerRosterQuestionBody {
  @Id() importId: string;
  @Int() seq: number;
}
/** Says whom a line is about. After an import it is done at once; after a check it is kept for the import. */
export const AnswerRosterQuestion = defineCommand<RosterLineResult>()(
  'membership.roster-import.answer',
  AnswerRosterQuestionRequest,
);

export class RosterLineRequest {
  @Id() importId: string;
  @Int() seq: number;
}
/** Asks, for the line's union, for the transfer that a line needs. What becomes of it is seen in the union's transfers. */
export const AskTransferForRosterLine = defineCommand<RosterLineResult>()(
  'membership.roster-import.ask-transfer',
  RosterLineRequest,
);

export class RosterImportRequest {
  @Id() importId: string;
}
/** Imports the file that has been checked. Lines that would now do something else than the check said are refused. */
export const ConfirmRosterImport = defineCommand<FileImportView>()(
  'membership.roster-import.confirm',
  RosterImportRequest,
);

/** Begins to write the same file with a column of results. */
export const AnnotateRosterFile = defineCommand<FileImportView>()(
  'membership.roster-import.annotate',
  RosterImportRequest,
);

export class AnnotatedFileRequest extends RosterImportRequest {
  @Int({ about: 'From 0' }) seq: number;
}
export const ANNOTATED_FORMATS = ['XLSX', 'CSV'] as const;
export type AnnotatedFormat = (typeof ANNOTATED_FORMATS)[number];
/** One piece of it. */
export interface AnnotatedFilePiece {
  fileName: string;
  format: AnnotatedFormat;
  pieces: number;
  /** Base64. */
  data: string;
}
export const ReadAnnotatedFile = defineQuery<AnnotatedFilePiece>()(
  'membership.roster-import.annotated-file',
  AnnotatedFileRequest,
);
