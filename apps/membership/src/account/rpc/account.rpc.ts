import {
  AcceptInvitation,
  AcceptInvitationRequest,
  type Actor,
  ChangePassword,
  ChangePasswordBody,
  fail,
  GetOwnAccount,
  IssueAccessCode,
  OwnAccountRequest,
  requirePerson,
  SetWorkerPassword,
  SetWorkerPasswordRequest,
  WorkerIdRequest,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { SessionReader } from '../../session/persistence/session-reader.js';
import { AcceptStaffInvitation } from '../application/accept-staff-invitation.js';
import { ChangeOwnPassword } from '../application/change-own-password.js';
import { IssueWorkerAccessCode } from '../application/issue-worker-access-code.js';
import { SetPasswordOfWorker } from '../application/set-password-of-worker.js';
import { AccountReader } from '../persistence/account-reader.js';

@Controller()
export class AccountRpc {
  constructor(
    private readonly accounts: AccountReader,
    private readonly issueCode: IssueWorkerAccessCode,
    private readonly setPassword: SetPasswordOfWorker,
    private readonly changePassword: ChangeOwnPassword,
    private readonly acceptInvitation: AcceptStaffInvitation,
    private readonly sessions: SessionReader,
  ) {}

  @RpcHandler(GetOwnAccount)
  own(@Payload() _: OwnAccountRequest, @CurrentActor() actor: Actor) {
    if (actor.kind !== 'STAFF') throw fail('FORBIDDEN');
    return this.accounts.own(requirePerson(actor));
  }

  @RpcHandler(IssueAccessCode)
  issue(@Payload() dto: WorkerIdRequest, @CurrentActor() actor: Actor) {
    return this.issueCode.run(actor, dto.workerId);
  }

  @RpcHandler(SetWorkerPassword)
  password(@Payload() dto: SetWorkerPasswordRequest, @CurrentActor() actor: Actor) {
    return this.setPassword.run(actor, dto);
  }

  @RpcHandler(ChangePassword)
  async change(@Payload() dto: ChangePasswordBody, @CurrentActor() actor: Actor) {
    await this.changePassword.run(actor, dto);
    return { items: await this.sessions.ofAccount(actor.accountId ?? '', actor.sessionId), next: null };
  }

  @RpcHandler(AcceptInvitation)
  accept(@Payload() dto: AcceptInvitationRequest) {
    return this.acceptInvitation.run(dto);
  }
}
