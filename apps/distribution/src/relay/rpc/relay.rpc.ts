import {
  type Actor,
  ForwardRelay,
  ForwardRelayRequest,
  GetForwardingPolicy,
  GetForwardingPolicyRequest,
  ListRelays,
  ListRelaysRequest,
  ReadRelay,
  ReadRelayRequest,
  requireScope,
  SetForwardingPolicy,
  SetForwardingPolicyRequest,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { IdempotentCommands } from '@guantong/persistence';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { ForwardRelayByHand } from '../application/forward-relay.js';
import { KeepForwardingPolicy } from '../application/keep-forwarding-policy.js';
import { ListRelaysOfUnit } from '../application/list-relays.js';
import { ReadRelayOfUnit } from '../application/read-relay.js';

@Controller()
export class RelayRpc {
  constructor(
    private readonly commands: IdempotentCommands,
    private readonly listRelays: ListRelaysOfUnit,
    private readonly readRelay: ReadRelayOfUnit,
    private readonly forwardRelay: ForwardRelayByHand,
    private readonly policies: KeepForwardingPolicy,
  ) {}

  @RpcHandler(ListRelays)
  list(@Payload() request: ListRelaysRequest, @CurrentActor() actor: Actor) {
    return this.listRelays.run(request, requireScope(actor, 'relay.read'));
  }

  @RpcHandler(ReadRelay)
  read(@Payload() request: ReadRelayRequest, @CurrentActor() actor: Actor) {
    return this.readRelay.run(request, requireScope(actor, 'relay.read'));
  }

  @RpcHandler(ForwardRelay)
  forward(@Payload() request: ForwardRelayRequest, @CurrentActor() actor: Actor) {
    const scope = requireScope(actor, 'relay.forward');
    return this.commands.run(ForwardRelay.subject, { ...request }, (tx) =>
      this.forwardRelay.run(tx, request, actor.accountId, scope),
    );
  }

  @RpcHandler(GetForwardingPolicy)
  policy(@Payload() request: GetForwardingPolicyRequest, @CurrentActor() actor: Actor) {
    return this.policies.get(request.unitId, requireScope(actor, 'relay.read'));
  }

  @RpcHandler(SetForwardingPolicy)
  setPolicy(@Payload() request: SetForwardingPolicyRequest, @CurrentActor() actor: Actor) {
    const scope = requireScope(actor, 'relay.forward');
    return this.commands.run(SetForwardingPolicy.subject, { ...request }, (tx) =>
      this.policies.set(tx, request, actor.accountId, scope),
    );
  }
}
