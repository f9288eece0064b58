import {
  type Actor,
  ConfirmSecondFactor,
  EnrolSecondFactor,
  EnrolSecondFactorBody,
  fail,
  GetSecondFactor,
  OneTimeCodeBody,
  RemoveSecondFactor,
  RemoveSecondFactorBody,
  RenewRecoveryCodes,
  requirePerson,
  SecondFactorStateRequest,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { OwnSecondFactor } from '../application/own-second-factor.js';

@Controller()
export class SecondFactorRpc {
  constructor(private readonly own: OwnSecondFactor) {}

  @RpcHandler(GetSecondFactor)
  get(@Payload() _: SecondFactorStateRequest, @CurrentActor() actor: Actor) {
    return this.own.state(staff(actor));
  }

  @RpcHandler(EnrolSecondFactor)
  begin(@Payload() dto: EnrolSecondFactorBody, @CurrentActor() actor: Actor) {
    return this.own.begin(staff(actor), dto.password);
  }

  @RpcHandler(ConfirmSecondFactor)
  confirm(@Payload() dto: OneTimeCodeBody, @CurrentActor() actor: Actor) {
    return this.own.confirm(staff(actor), actor.sessionId, dto.code);
  }

  @RpcHandler(RenewRecoveryCodes)
  renew(@Payload() dto: OneTimeCodeBody, @CurrentActor() actor: Actor) {
    return this.own.renewRecoveryCodes(staff(actor), dto.code);
  }

  @RpcHandler(RemoveSecondFactor)
  remove(@Payload() dto: RemoveSecondFactorBody, @CurrentActor() actor: Actor) {
    return this.own.remove(staff(actor), dto.code);
  }
}

/** @throws FORBIDDEN for a worker */
function staff(actor: Actor): string {
  if (actor.kind !== 'STAFF') throw fail('FORBIDDEN');
  return requirePerson(actor);
}
