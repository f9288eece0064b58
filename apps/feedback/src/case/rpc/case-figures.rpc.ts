import { type Actor, CaseFigures, CaseFiguresRequest, type CaseFiguresView, fail } from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { reachOf } from '../domain/staff-reach.js';
import { CaseFiguresQuery } from '../persistence/case-figures-query.js';

@Controller()
export class CaseFiguresRpc {
  constructor(private readonly figures: CaseFiguresQuery) {}

  @RpcHandler(CaseFigures)
  async get(
    @Payload() { unitId, from, to }: CaseFiguresRequest,
    @CurrentActor() actor: Actor,
  ): Promise<CaseFiguresView> {
    const { read, appointedAt } = reachOf(actor);
    const view = await this.figures.run(read, appointedAt, unitId, from ?? null, to ?? null);
    if (!view) throw fail('NOT_FOUND');
    return view;
  }
}
