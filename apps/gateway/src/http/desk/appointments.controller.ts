import {
  AccountAppointments,
  type Actor,
  Appoint,
  AppointmentList,
  AppointmentView,
  AppointRequest,
  ChangeTerm,
  ChangeTermBody,
  Dismiss,
  DismissBody,
  EndDeputy,
  NameDeputy,
  NameDeputyBody,
  PageQuery,
  UnitAppointmentList,
  UnitAppointments,
  UnitAppointmentsQuery,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ForStaff } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** Who may act for which unit. */
@Controller('api/desk')
export class AppointmentsController {
  constructor(private readonly rpc: RpcClient) {}

  @Get('appointments')
  @ForStaff('appointment.manage')
  @Answers(UnitAppointmentList, { about: 'At this unit: in force, or planned, or ended' })
  list(@Query() query: UnitAppointmentsQuery, @HttpActor() actor: Actor): Promise<UnitAppointmentList> {
    return this.rpc.call(UnitAppointments, query, actor);
  }

  @Get('staff/:accountId/appointments')
  @ForStaff('appointment.manage')
  @Answers(AppointmentList, { about: 'Past, present and planned, at units within reach' })
  ofAccount(
    @Param('accountId') accountId: string,
    @Query() page: PageQuery,
    @HttpActor() actor: Actor,
  ): Promise<AppointmentList> {
    return this.rpc.call(AccountAppointments, { ...page, accountId }, actor);
  }

  @Post('appointments')
  @ForStaff('appointment.manage')
  @Answers(AppointmentView, { status: 201, about: 'Appointed; a new log-in name makes a new account' })
  appoint(@Body() body: AppointRequest, @HttpActor() actor: Actor): Promise<AppointmentView> {
    return this.rpc.call(Appoint, body, actor);
  }

  @Patch('appointments/:appointmentId')
  @ForStaff('appointment.manage')
  @Answers(AppointmentView, { about: 'With its new end' })
  changeTerm(
    @Param('appointmentId') appointmentId: string,
    @Body() body: ChangeTermBody,
    @HttpActor() actor: Actor,
  ): Promise<AppointmentView> {
    return this.rpc.call(ChangeTerm, { ...body, appointmentId }, actor);
  }

  @Post('appointments/:appointmentId/dismissal')
  @ForStaff('appointment.manage')
  @Answers(AppointmentView, { about: 'Ended' })
  dismiss(
    @Param('appointmentId') appointmentId: string,
    @Body() body: DismissBody,
    @HttpActor() actor: Actor,
  ): Promise<AppointmentView> {
    return this.rpc.call(Dismiss, { ...body, appointmentId }, actor);
  }

  @Post('appointments/:appointmentId/deputies')
  @ForStaff('appointment.manage')
  @Answers(AppointmentView, { status: 201, about: 'With the deputy' })
  nameDeputy(
    @Param('appointmentId') appointmentId: string,
    @Body() body: NameDeputyBody,
    @HttpActor() actor: Actor,
  ): Promise<AppointmentView> {
    return this.rpc.call(NameDeputy, { ...body, appointmentId }, actor);
  }

  @Post('deputies/:deputyId/end')
  @ForStaff('appointment.manage')
  @Answers(AppointmentView, { about: 'Ended' })
  endDeputy(@Param('deputyId') deputyId: string, @HttpActor() actor: Actor): Promise<AppointmentView> {
    return this.rpc.call(EndDeputy, { deputyId }, actor);
  }
}
