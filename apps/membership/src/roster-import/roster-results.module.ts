import { Module } from '@nestjs/common';
import { FileImportModule } from '../file-import/file-import.module.js';
import { AnnotatedFileOfImport } from './application/annotated-file.js';
import { AnswerQuestionOfLine } from './application/answer-question-of-line.js';
import { AskTransferForLine } from './application/ask-transfer-for-line.js';
import { ConfirmCheckedRoster } from './application/confirm-checked-roster.js';
import { RosterResultsReader } from './persistence/roster-results-reader.js';
import { TransferModule } from '../transfer/transfer.module.js';
import { RosterImportModule } from './roster-import.module.js';
import { RosterImportRpc } from './rpc/roster-import.rpc.js';

/** What comes after a roster has been worked through: results, answers, the word to go ahead. */
@Module({
  imports: [FileImportModule, RosterImportModule, TransferModule],
  providers: [
    AnnotatedFileOfImport,
    AnswerQuestionOfLine,
    AskTransferForLine,
    ConfirmCheckedRoster,
    RosterResultsReader,
  ],
  controllers: [RosterImportRpc],
})
export class RosterResultsModule {}
