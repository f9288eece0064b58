import {
  AbsentWorkers,
  AnnotateRosterFile,
  type AnnotatedFilePiece,
  AnswerRosterQuestion,
  AppendImportChunk,
  ConfirmRosterImport,
  FileImportErrors,
  FinishFileImport,
  GetFileImport,
  ReadAnnotatedFile,
  RosterLines,
  StartFileImport,
} from '@guantong/contracts';
import type { Ids } from '../city/subject.js';
import { csvFile } from './files.js';
import type { Rule, Who } from './rule.js';

/** What a file came to is for who sent it, and not for colleagues at the same unit either. */
const ROSTER_SENDER: Who = { owner: 'STAFF', needs: 'roster.manage' };
const UNITS_SENDER: Who = { owner: 'STAFF', needs: 'unit.manage' };

const ofImport = ({ importId }: Ids) => ({ importId });
const roster = (its: Ids) => ({ ...ofImport(its), kind: 'ROSTER' });
const units = (its: Ids) => ({ ...ofImport(its), kind: 'UNITS' });
/** Its own file's name. */
const FILE_NAME = ['fileName'] as const;

const SENDING: Rule[] = [
  {
    ...{ operations: ['RosterImports_send'], may: { staff: 'roster.manage' } },
    upload: () => csvFile('花名册.csv'),
  },
  { operations: ['UnitImports_send'], may: { staff: 'unit.manage' }, upload: () => csvFile('组织.csv') },
  {
    ...{ rpc: StartFileImport, may: { staff: 'roster.manage' } },
    request: () => ({ kind: 'ROSTER', fileName: '花名册.csv' }),
  },
  {
    ...{ rpc: StartFileImport, may: { staff: 'unit.manage' } },
    request: () => ({ kind: 'UNITS', fileName: '组织.csv' }),
  },
  {
    ...{ rpc: AppendImportChunk, may: { owner: 'STAFF' }, of: 'rosterImport' },
    request: (its) => ({ ...ofImport(its), seq: 0, data: 'YQ==' }),
  },
  {
    ...{ rpc: FinishFileImport, may: { owner: 'STAFF' }, of: 'rosterImport', shows: FILE_NAME },
    request: (its) => ({ ...ofImport(its), chunks: 1, bytes: 1 }),
    neverSucceeds: 'nothing has been sent of these files',
  },
];

const RESULTS: Rule[] = [
  {
    ...{ rpc: GetFileImport, operations: ['RosterImports_get'], may: ROSTER_SENDER, of: 'checkedRoster' },
    ...{ request: roster, shows: FILE_NAME },
  },
  {
    ...{ rpc: GetFileImport, operations: ['UnitImports_get'], may: UNITS_SENDER, of: 'unitImport' },
    ...{ request: units, shows: FILE_NAME },
  },
  {
    ...{ rpc: FileImportErrors, operations: ['RosterImports_errors'], may: ROSTER_SENDER, of: 'checkedRoster' },
    ...{ request: roster },
  },
  {
    ...{ rpc: FileImportErrors, operations: ['UnitImports_errors'], may: UNITS_SENDER, of: 'unitImport' },
    ...{ request: units },
  },
  {
    ...{ rpc: RosterLines, operations: ['RosterImports_lines'], may: ROSTER_SENDER, of: 'checkedRoster' },
    ...{ request: ofImport },
  },
  {
    ...{ rpc: AbsentWorkers, operations: ['RosterImports_absent'], may: ROSTER_SENDER, of: 'checkedRoster' },
    request: ofImport,
  },
  {
    ...{ rpc: AnswerRosterQuestion, operations: ['RosterImports_answer'], may: ROSTER_SENDER, of: 'checkedRoster' },
    ...{ request: (its) => ({ ...ofImport(its), seq: 0, as: 'NOBODY' }) },
  },
  {
    ...{ rpc: ConfirmRosterImport, operations: ['RosterImports_confirm'], may: ROSTER_SENDER, of: 'checkedRoster' },
    ...{ request: ofImport, shows: FILE_NAME },
  },
  {
    ...{ rpc: AnnotateRosterFile, operations: ['RosterImports_annotate'], may: ROSTER_SENDER, of: 'checkedRoster' },
    ...{ request: ofImport, shows: FILE_NAME },
  },
  {
    ...{ rpc: ReadAnnotatedFile, operations: ['RosterImports_annotatedFile'], may: ROSTER_SENDER },
    ...{ of: 'annotatedRoster', request: (its) => ({ ...ofImport(its), seq: 0 }), shows: ['fileName', 'rosterCell'] },
    file: ({ data }: AnnotatedFilePiece) => data,
  },
];

export const IMPORT_RULES: readonly Rule[] = [...SENDING, ...RESULTS];
