import {
  type Actor,
  CloseStaffAccount,
  EndSessionsOfStaff,
  GetStaffAccount,
  InviteStaff,
  IssuedInvitation,
  ReopenStaffAccount,
  ResetSecondFactor,
  SessionsOfStaff,
  StaffAccountView,
  StaffSessions,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ForStaff } from '../../session/access.js';
import { HttpActor } from '../../session/http-actor.js';
import { Answers } from '../answers.js';

/** Accounts of staff, as an administrator above them sees them. */
@Controller('api/desk/staff-accounts/:accountId')
export class StaffAccountsController {
  constructor(private readonly rpc: RpcClient) {}

  @Get()
  @ForStaff('appointment.manage')
  @Answers(StaffAccountView)
  get(@Param('accountId') accountId: string, @HttpActor() actor: Actor): Promise<StaffAccountView> {
    return this.rpc.call(GetStaffAccount, { accountId }, actor);
  }

  @Post('invitation')
  @ForStaff('appointment.manage')
  @Answers(IssuedInvitation, {
    status: 201,
    about: 'A code to set a password with, within seven days; shown this once',
  })
  invite(@Param('accountId') accountId: string, @HttpActor() actor: Actor): Promise<IssuedInvitation> {
    return this.rpc.call(InviteStaff, { accountId }, actor);
  }

  @Post('second-factor-reset')
  @ForStaff('appointment.manage')
  @Answers(StaffAccountView, { about: 'Reset; the person enrols another device at the next log-in' })
  resetSecondFactor(@Param('accountId') accountId: string, @HttpActor() actor: Actor): Promise<StaffAccountView> {
    return this.rpc.call(ResetSecondFactor, { accountId }, actor);
  }

  @Post('closure')
  @ForStaff('appointment.manage')
  @Answers(StaffAccountView, { about: 'Closed; appointments, sessions and tokens have ended' })
  close(@Param('accountId') accountId: string, @HttpActor() actor: Actor): Promise<StaffAccountView> {
    return this.rpc.call(CloseStaffAccount, { accountId }, actor);
  }

  @Post('reopening')
  @ForStaff('appointment.manage')
  @Answers(StaffAccountView, { about: 'Open again, without appointments' })
  reopen(@Param('accountId') accountId: string, @HttpActor() actor: Actor): Promise<StaffAccountView> {
    return this.rpc.call(ReopenStaffAccount, { accountId }, actor);
  }

  @Get('sessions')
  @ForStaff('appointment.manage')
  @Answers(StaffSessions)
  sessions(@Param('accountId') accountId: string, @HttpActor() actor: Actor): Promise<StaffSessions> {
    return this.rpc.call(SessionsOfStaff, { accountId }, actor);
  }

  @Delete('sessions')
  @ForStaff('appointment.manage')
  @Answers(StaffSessions, { about: 'All ended' })
  endSessions(@Param('accountId') accountId: string, @HttpActor() actor: Actor): Promise<StaffSessions> {
    return this.rpc.call(EndSessionsOfStaff, { accountId }, actor);
  }
}
