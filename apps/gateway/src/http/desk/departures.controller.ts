import { type Actor, DepartureBody, DepartureView, RecordDeparture, TakeDepartureBack } from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Delete, Param, Put } from '@nestjs/common';
import { ForStaff } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** The end of a membership. */
@Controller('api/desk/workers/:workerId/departure')
@ForStaff('roster.manage')
export class DeparturesController {
  constructor(private readonly rpc: RpcClient) {}

  @Put()
  @Answers(DepartureView, { about: 'Sessions have ended, the account is closed' })
  record(
    @Param('workerId') workerId: string,
    @Body() body: DepartureBody,
    @HttpActor() actor: Actor,
  ): Promise<DepartureView> {
    return this.rpc.call(RecordDeparture, { ...body, workerId }, actor);
  }

  @Delete()
  @Answers(DepartureView, { about: 'As if it had never been' })
  takeBack(@Param('workerId') workerId: string, @HttpActor() actor: Actor): Promise<DepartureView> {
    return this.rpc.call(TakeDepartureBack, { workerId }, actor);
  }
}
