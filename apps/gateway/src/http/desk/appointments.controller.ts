import {
  type Actor,
  Appoint,
  AppointmentList,
  AppointmentView,
  AppointRequest,
  Dismiss,
  UnitAppointments,
  UnitIdRequest,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ForStaff } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** Who may act for which unit. */
@Controller('api/desk/appointments')
export class AppointmentsController {
  constructor(private readonly rpc: RpcClient) {}

  @Get()
  @ForStaff('appointment.manage')
  @Answers(AppointmentList, { about: 'In force at this unit' })
  list(@Query() query: UnitIdRequest, @HttpActor() actor: Actor): Promise<AppointmentList> {
    return this.rpc.call(UnitAppointments, query, actor);
  }

  @Post()
  @ForStaff('appointment.manage')
  @Answers(AppointmentView, { status: 201, about: 'Appointed; a new log-in name makes a new account' })
  appoint(@Body() body: AppointRequest, @HttpActor() actor: Actor): Promise<AppointmentView> {
    return this.rpc.call(Appoint, body, actor);
  }

  @Post(':appointmentId/dismissal')
  @ForStaff('appointment.manage')
  @Answers(AppointmentView, { about: 'Ended' })
  dismiss(@Param('appointmentId') appointmentId: string, @HttpActor() actor: Actor): Promise<AppointmentView> {
    return this.rpc.call(Dismiss, { appointmentId }, actor);
  }
}
