import {
  type Actor,
  FileImportErrorPage,
  FileImportErrors,
  FileImportView,
  GetFileImport,
  PageQuery,
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

/** Units from files: sent here, worked through in the background, watched here. */
@Controller('api/desk/unit-imports')
export class UnitImportsController {
  constructor(private readonly rpc: RpcClient) {}

  @Post()
  @ForStaff('unit.manage')
  @TakesUpload({
    maxBytes: ROSTER_BYTES,
    about:
      'Units, .xlsx or .csv, with the headings 组织编码, 组织名称, 简称, 层级, 类型, 上级组织编码, 地址, 统一社会信用代码, 联系人, 联系电话 in any order',
  })
  @Answers(FileImportView, { status: 201, about: 'Received; ask again how far it has come' })
  send(@Req() request: FastifyRequest, @HttpActor() actor: Actor): Promise<FileImportView> {
    return sendImportFile(this.rpc, request, actor, { kind: 'UNITS' });
  }

  @Get(':importId')
  @ForStaff('unit.manage')
  @Answers(FileImportView)
  get(@Param('importId') importId: string, @HttpActor() actor: Actor): Promise<FileImportView> {
    return this.rpc.call(GetFileImport, { importId, kind: 'UNITS' }, actor);
  }

  @Get(':importId/errors')
  @ForStaff('unit.manage')
  @Answers(FileImportErrorPage, { about: 'The lines that were left out, and why' })
  errors(
    @Param('importId') importId: string,
    @Query() page: PageQuery,
    @HttpActor() actor: Actor,
  ): Promise<FileImportErrorPage> {
    return this.rpc.call(FileImportErrors, { ...page, importId, kind: 'UNITS' }, actor);
  }
}
