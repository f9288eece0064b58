import {
  AbsentWorkers,
  AbsentWorkersRequest,
  type Actor,
  AnnotatedFileRequest,
  AnnotateRosterFile,
  AnswerRosterQuestion,
  AnswerRosterQuestionRequest,
  AskTransferForRosterLine,
  ConfirmRosterImport,
  ReadAnnotatedFile,
  RosterImportRequest,
  RosterLineRequest,
  RosterLines,
  RosterLinesRequest,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { AnnotatedFileOfImport } from '../application/annotated-file.js';
import { AnswerQuestionOfLine } from '../application/answer-question-of-line.js';
import { AskTransferForLine } from '../application/ask-transfer-for-line.js';
import { ConfirmCheckedRoster } from '../application/confirm-checked-roster.js';
import { RosterResultsReader } from '../persistence/roster-results-reader.js';

const PAGE = 50;

/** What a roster came to, or would come to; answers, and the word to go ahead. */
@Controller()
export class RosterImportRpc {
  constructor(
    private readonly results: RosterResultsReader,
    private readonly answer: AnswerQuestionOfLine,
    private readonly askTransfer: AskTransferForLine,
    private readonly confirm: ConfirmCheckedRoster,
    private readonly annotated: AnnotatedFileOfImport,
  ) {}

  @RpcHandler(RosterLines)
  lines(@Payload() { importId, outcome, cursor, limit }: RosterLinesRequest, @CurrentActor() actor: Actor) {
    const after = /^\d{1,9}$/.test(cursor ?? '') ? Number(cursor) : -1;
    return this.results.lines(actor, importId, { outcome, after, limit: limit ?? PAGE });
  }

  @RpcHandler(AbsentWorkers)
  absent(@Payload() { importId, cursor, limit }: AbsentWorkersRequest, @CurrentActor() actor: Actor) {
    return this.results.absent(actor, importId, { after: cursor, limit: limit ?? PAGE });
  }

  @RpcHandler(AnswerRosterQuestion)
  answerQuestion(@Payload() dto: AnswerRosterQuestionRequest, @CurrentActor() actor: Actor) {
    return this.answer.run(actor, dto);
  }

  @RpcHandler(AskTransferForRosterLine)
  askForTransfer(@Payload() dto: RosterLineRequest, @CurrentActor() actor: Actor) {
    return this.askTransfer.run(actor, dto);
  }

  @RpcHandler(ConfirmRosterImport)
  confirmImport(@Payload() { importId }: RosterImportRequest, @CurrentActor() actor: Actor) {
    return this.confirm.run(actor, importId);
  }

  @RpcHandler(AnnotateRosterFile)
  annotate(@Payload() { importId }: RosterImportRequest, @CurrentActor() actor: Actor) {
    return this.annotated.want(actor, importId);
  }

  @RpcHandler(ReadAnnotatedFile)
  annotatedFile(@Payload() { importId, seq }: AnnotatedFileRequest, @CurrentActor() actor: Actor) {
    return this.annotated.piece(actor, importId, seq);
  }
}
