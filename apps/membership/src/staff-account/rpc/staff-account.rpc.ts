import {
  type Actor,
  CloseStaffAccount,
  EndSessionsOfStaff,
  GetStaffAccount,
  InviteStaff,
  ReopenStaffAccount,
  RescueRequest,
  RescueStaffAccount,
  ResetSecondFactor,
  SessionsOfStaff,
  StaffAccountRequest,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Database, IdempotentCommands } from '@guantong/persistence';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { requireSystem } from '../../require-system.js';
import { CloseAccountOfStaff } from '../application/close-staff-account.js';
import { InviteStaffMember } from '../application/invite-staff.js';
import { ManagedAccounts } from '../application/managed-accounts.js';
import { ResetSecondFactorOfStaff } from '../application/reset-second-factor.js';
import { SessionsOfStaffMember } from '../application/sessions-of-staff.js';
import { StaffAccountRepository } from '../persistence/staff-account-repository.js';

@Controller()
export class StaffAccountRpc {
  constructor(
    private readonly database: Database,
    private readonly commands: IdempotentCommands,
    private readonly managed: ManagedAccounts,
    private readonly staff: StaffAccountRepository,
    private readonly invite: InviteStaffMember,
    private readonly resetFactor: ResetSecondFactorOfStaff,
    private readonly closure: CloseAccountOfStaff,
    private readonly sessions: SessionsOfStaffMember,
  ) {}

  @RpcHandler(GetStaffAccount)
  async get(@Payload() dto: StaffAccountRequest, @CurrentActor() actor: Actor) {
    await this.managed.require(this.database, actor, dto.accountId);
    return this.staff.get(this.database, dto.accountId);
  }

  @RpcHandler(InviteStaff)
  inviteStaff(@Payload() dto: StaffAccountRequest, @CurrentActor() actor: Actor) {
    return this.invite.run(actor, dto.accountId);
  }

  @RpcHandler(RescueStaffAccount)
  rescue(@Payload() dto: RescueRequest, @CurrentActor() actor: Actor) {
    requireSystem(actor);
    return this.invite.rescue(actor, dto.login);
  }

  @RpcHandler(ResetSecondFactor)
  reset(@Payload() dto: StaffAccountRequest, @CurrentActor() actor: Actor) {
    return this.commands.run(ResetSecondFactor.subject, dto, (tx) => this.resetFactor.run(tx, actor, dto.accountId));
  }

  @RpcHandler(CloseStaffAccount)
  close(@Payload() dto: StaffAccountRequest, @CurrentActor() actor: Actor) {
    return this.commands.run(CloseStaffAccount.subject, dto, (tx) => this.closure.run(tx, actor, dto.accountId));
  }

  @RpcHandler(ReopenStaffAccount)
  reopen(@Payload() dto: StaffAccountRequest, @CurrentActor() actor: Actor) {
    return this.commands.run(ReopenStaffAccount.subject, dto, (tx) => this.closure.reopen(tx, actor, dto.accountId));
  }

  @RpcHandler(SessionsOfStaff)
  list(@Payload() dto: StaffAccountRequest, @CurrentActor() actor: Actor) {
    return this.sessions.list(actor, dto.accountId);
  }

  @RpcHandler(EndSessionsOfStaff)
  end(@Payload() dto: StaffAccountRequest, @CurrentActor() actor: Actor) {
    return this.sessions.end(actor, dto.accountId);
  }
}
