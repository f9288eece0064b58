import {
  type Actor,
  FileImportErrorPage,
  FileImportErrors,
  FileImportView,
  GetFileImport,
  PageQuery,
  RosterImportQuery,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ROSTER_BYTES } from '../../limits/http-limits.js';
import { ForStaff } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { sendImportFile } from '../../upload/send-import-file.js';
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
      'A roster, .xlsx or .csv, with the headings 姓名, 性别, 出生日期, 文化程度, 工种, 用工形式, 手机号, 智能手机, 京卡号, 所属工会 in any order',
  })
  @Answers(FileImportView, { status: 201, about: 'Received; ask again how far it has come' })
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
}
