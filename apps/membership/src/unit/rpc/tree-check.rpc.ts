import { type Actor, CheckTree, CheckTreeRequest } from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Database } from '@guantong/persistence';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { requireSystem } from '../../require-system.js';
import { CheckTree as Check } from '../application/check-tree.js';

/** For operators. */
@Controller()
export class TreeCheckRpc {
  constructor(
    private readonly database: Database,
    private readonly check: Check,
  ) {}

  @RpcHandler(CheckTree)
  run(@Payload() dto: CheckTreeRequest, @CurrentActor() actor: Actor) {
    requireSystem(actor);
    return this.database.transaction((tx) => this.check.run(tx, actor, dto.repair));
  }
}
