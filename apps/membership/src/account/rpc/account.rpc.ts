import {
  type Actor,
  fail,
  GetOwnAccount,
  IssueAccessCode,
  OwnAccountRequest,
  SetWorkerPassword,
  SetWorkerPasswordRequest,
  WorkerIdRequest,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { IssueWorkerAccessCode } from '../application/issue-worker-access-code.js';
import { SetPasswordOfWorker } from '../application/set-password-of-worker.js';
import { AccountReader } from '../persistence/account-reader.js';

@Controller()
export class AccountRpc {
  constructor(
    private readonly accounts: AccountReader,
    private readonly issueCode: IssueWorkerAccessCode,
    private readonly setPassword: SetPasswordOfWorker,
  ) {}

  @RpcHandler(GetOwnAccount)
  own(@Payload() _: OwnAccountRequest, @CurrentActor() actor: Actor) {
    if (actor.kind !== 'STAFF' || !actor.accountId) throw fail('FORBIDDEN');
    return this.accounts.own(actor.accountId);
  }

  @RpcHandler(IssueAccessCode)
  issue(@Payload() dto: WorkerIdRequest, @CurrentActor() actor: Actor) {
    return this.issueCode.run(actor, dto.workerId);
  }

  @RpcHandler(SetWorkerPassword)
  password(@Payload() dto: SetWorkerPasswordRequest, @CurrentActor() actor: Actor) {
    return this.setPassword.run(actor, dto);
  }
}
