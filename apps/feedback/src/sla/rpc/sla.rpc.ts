import {
  type Actor,
  fail,
  requireScope,
  SetSlaPolicy,
  SetSlaPolicyRequest,
  SlaPolicies,
  SlaPoliciesRequest,
  type SlaPoliciesView,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { IdempotentCommands } from '@guantong/persistence';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { SetSlaPolicyUseCase } from '../application/set-sla-policy.js';
import { SlaPolicyRepository } from '../persistence/sla-policy-repository.js';

@Controller()
export class SlaRpc {
  constructor(
    private readonly commands: IdempotentCommands,
    private readonly policies: SlaPolicyRepository,
    private readonly setPolicy: SetSlaPolicyUseCase,
  ) {}

  @RpcHandler(SlaPolicies)
  async limits(@Payload() { unitId }: SlaPoliciesRequest, @CurrentActor() actor: Actor): Promise<SlaPoliciesView> {
    const limits = await this.policies.inForce(requireScope(actor, 'case.read'), unitId);
    if (!limits) throw fail('NOT_FOUND');
    return { unitId, limits };
  }

  @RpcHandler(SetSlaPolicy)
  set(@Payload() request: SetSlaPolicyRequest, @CurrentActor() actor: Actor): Promise<SlaPoliciesView> {
    return this.commands.run(SetSlaPolicy.subject, { ...request }, (tx) => this.setPolicy.run(tx, actor, request));
  }
}
