import {
  AbsentWorkerPage,
  AbsentWorkers,
  type Actor,
  AnnotateRosterFile,
  AnswerRosterQuestion,
  AnswerRosterQuestionBody,
  AskTransferForRosterLine,
  ConfirmRosterImport,
  FileImportErrorPage,
  FileImportErrors,
  FileImportView,
  GetFileImport,
  PageQuery,
  ReadAnnotatedFile,
  RosterImportQuery,
  RosterLinePage,
  RosterLineResult,
  RosterLines,
  RosterLinesQuery,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Get, Param, ParseIntPipe, Post, Put, Query, Req, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ROSTER_BYTES } from '../../limits/http-limits.js';
import { ForStaff } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { sendImportFile } from '../../upload/send-import-file.js';
import { annotatedFileAnswer, AnswersAnnotatedFile } from '../annotated-file-answer.js';
import { Answers } from '../answers.js';
import { TakesUpload } from '../takes-upload.js';

/** Rosters from files: sent here, worked through in the background, watched here. */
@Controller('api/desk/roster-imports')
export class RosterImportsController {
  constructor(private readonly rpc: RpcClient) {}

  @Post()
  @ForStaff('roster.manage')
  @TakesUpload({
    maxBytes: ROSTER_BYTES,
    about:
      'A roster, .xlsx or .csv, with headings such as 姓名, 性别, 出生日期, 身份证号, 文化程度, 工种, 用工形式, 手机号, 智能手机, 京卡号, 所属工会 in any order; see docs/roster.md',
  })
  @Answers(FileImportView, {
    status: 201,
    about: 'Received; ask again how far it has come. With dryRun it ends as CHECKED',
  })
  send(
    @Req() request: FastifyRequest,
    @Query() query: RosterImportQuery,
    @HttpActor() actor: Actor,
  ): Promise<FileImportView> {
    return sendImportFile(this.rpc, request, actor, { kind: 'ROSTER', ...query });
  }

  @Get(':importId')
  @ForStaff('roster.manage')
  @Answers(FileImportView)
  get(@Param('importId') importId: string, @HttpActor() actor: Actor): Promise<FileImportView> {
    return this.rpc.call(GetFileImport, { importId, kind: 'ROSTER' }, actor);
  }

  @Get(':importId/errors')
  @ForStaff('roster.manage')
  @Answers(FileImportErrorPage, { about: 'The lines that were left out, and why' })
  errors(
    @Param('importId') importId: string,
    @Query() page: PageQuery,
    @HttpActor() actor: Actor,
  ): Promise<FileImportErrorPage> {
    return this.rpc.call(FileImportErrors, { ...page, importId, kind: 'ROSTER' }, actor);
  }

  @Get(':importId/lines')
  @ForStaff('roster.manage')
  @Answers(RosterLinePage, { about: 'What each line came to, or in a dry run would come to' })
  lines(
    @Param('importId') importId: string,
    @Query() query: RosterLinesQuery,
    @HttpActor() actor: Actor,
  ): Promise<RosterLinePage> {
    return this.rpc.call(RosterLines, { ...query, importId }, actor);
  }

  @Get(':importId/absent-workers')
  @ForStaff('roster.manage')
  @Answers(AbsentWorkerPage, { about: 'Workers of the unions in the file who are not in it; nobody is removed' })
  absent(
    @Param('importId') importId: string,
    @Query() page: PageQuery,
    @HttpActor() actor: Actor,
  ): Promise<AbsentWorkerPage> {
    return this.rpc.call(AbsentWorkers, { ...page, importId }, actor);
  }

  @Put(':importId/lines/:seq/answer')
  @ForStaff('roster.manage')
  @Answers(RosterLineResult, { about: 'Whom the line is about; what it has come to now' })
  answer(
    @Param('importId') importId: string,
    @Param('seq', ParseIntPipe) seq: number,
    @Body() body: AnswerRosterQuestionBody,
    @HttpActor() actor: Actor,
  ): Promise<RosterLineResult> {
    return this.rpc.call(AnswerRosterQuestion, { ...body, importId, seq }, actor);
  }

  @Post(':importId/lines/:seq/transfer')
  @ForStaff('roster.manage')
  @Answers(RosterLineResult, {
    status: 201,
    about: 'The worker of a line that is NEEDS_TRANSFER is asked for; the line says so. Who it is stays unsaid',
  })
  askTransfer(
    @Param('importId') importId: string,
    @Param('seq', ParseIntPipe) seq: number,
    @HttpActor() actor: Actor,
  ): Promise<RosterLineResult> {
    return this.rpc.call(AskTransferForRosterLine, { importId, seq }, actor);
  }

  @Post(':importId/confirmation')
  @ForStaff('roster.manage')
  @Answers(FileImportView, { about: 'What was checked is imported now, without another upload' })
  confirm(@Param('importId') importId: string, @HttpActor() actor: Actor): Promise<FileImportView> {
    return this.rpc.call(ConfirmRosterImport, { importId }, actor);
  }

  @Post(':importId/annotated-file')
  @ForStaff('roster.manage')
  @Answers(FileImportView, { status: 202, about: 'Being written; fetch it once `annotation` is READY' })
  annotate(@Param('importId') importId: string, @HttpActor() actor: Actor): Promise<FileImportView> {
    return this.rpc.call(AnnotateRosterFile, { importId }, actor);
  }

  @Get(':importId/annotated-file')
  @ForStaff('roster.manage')
  @AnswersAnnotatedFile()
  annotatedFile(
    @Param('importId') importId: string,
    @HttpActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return annotatedFileAnswer((seq) => this.rpc.call(ReadAnnotatedFile, { importId, seq }, actor), reply);
  }
}
