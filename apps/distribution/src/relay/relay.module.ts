import { Module } from '@nestjs/common';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { PostMirrorModule } from '../post-mirror/post-mirror.module.js';
import { AnnounceForwarded } from './application/announce-forwarded.js';
import { CarryOn } from './application/carry-on.js';
import { ForwardRelayByHand } from './application/forward-relay.js';
import { KeepForwardingPolicy } from './application/keep-forwarding-policy.js';
import { KeepRoadMoving } from './application/keep-road-moving.js';
import { ListRelaysOfUnit } from './application/list-relays.js';
import { ReadRelayOfUnit } from './application/read-relay.js';
import { MendGaps } from './application/mend-gaps.js';
import { OpenRoad } from './application/open-road.js';
import { PassThroughOverdue } from './application/pass-through-overdue.js';
import { OnPostPublished } from './messaging/on-post-published.js';
import { OnRelayForwarded } from './messaging/on-relay-forwarded.js';
import { ForwardingPolicyRepository } from './persistence/forwarding-policy-repository.js';
import { RelayRepository } from './persistence/relay-repository.js';
import { RelayViewRepository } from './persistence/relay-view-repository.js';
import { RoadRepository } from './persistence/road-repository.js';
import { RelayRpc } from './rpc/relay.rpc.js';

@Module({
  imports: [PostMirrorModule, DeliveryModule],
  controllers: [RelayRpc],
  providers: [
    RelayRepository,
    RelayViewRepository,
    RoadRepository,
    ForwardingPolicyRepository,
    AnnounceForwarded,
    OpenRoad,
    CarryOn,
    ForwardRelayByHand,
    KeepForwardingPolicy,
    ListRelaysOfUnit,
    ReadRelayOfUnit,
    PassThroughOverdue,
    MendGaps,
    KeepRoadMoving,
    OnPostPublished,
    OnRelayForwarded,
  ],
  exports: [AnnounceForwarded],
})
export class RelayModule {}
