import {
  type Actor,
  DigestRequest,
  RevisionPageRequest,
  UnitDigest,
  UnitRevisions,
  UnitStates,
  UnitStatesRequest,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { requireSystem } from '../../require-system.js';
import { UnitMirrorReader } from '../persistence/unit-mirror-reader.js';

/** For services that keep a mirror of the tree. */
@Controller()
export class UnitMirrorRpc {
  constructor(private readonly reader: UnitMirrorReader) {}

  @RpcHandler(UnitDigest)
  digest(@Payload() _: DigestRequest, @CurrentActor() actor: Actor) {
    requireSystem(actor);
    return this.reader.digest();
  }

  @RpcHandler(UnitRevisions)
  async revisions(@Payload() dto: RevisionPageRequest, @CurrentActor() actor: Actor) {
    requireSystem(actor);
    return { units: await this.reader.revisions(dto.after, dto.limit) };
  }

  @RpcHandler(UnitStates)
  async states(@Payload() dto: UnitStatesRequest, @CurrentActor() actor: Actor) {
    requireSystem(actor);
    return { units: await this.reader.states(dto.unitIds) };
  }
}
