import { type Actor, AuditEntries, AuditEntriesQuery, AuditEntryPage } from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Controller, Get, Query } from '@nestjs/common';
import { ForStaff } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** Who did what to whom, and who looked at whose data. */
@Controller('api/desk/audit-entries')
export class AuditEntriesController {
  constructor(private readonly rpc: RpcClient) {}

  @Get()
  @ForStaff('audit.read')
  @Answers(AuditEntryPage, { about: 'The latest first, of the own unit and those below' })
  list(@Query() query: AuditEntriesQuery, @HttpActor() actor: Actor): Promise<AuditEntryPage> {
    return this.rpc.call(AuditEntries, query, actor);
  }
}
