import {
  type Actor,
  AuditEntries,
  AuditEntriesQuery,
  AuditSealRequest,
  CountAuditEntries,
  CountEntriesRequest,
  GetAuditSeal,
  requireScope,
  VerifyAuditChain,
  VerifyChainRequest,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { requireSystem } from '../../require-system.js';
import { walkChain } from '../domain/walk-chain.js';
import { AuditReader } from '../persistence/audit-reader.js';
import { AuditSealRepository } from '../persistence/audit-seal-repository.js';

@Controller()
export class AuditRpc {
  constructor(
    private readonly reader: AuditReader,
    private readonly seals: AuditSealRepository,
  ) {}

  @RpcHandler(AuditEntries)
  list(@Payload() dto: AuditEntriesQuery, @CurrentActor() actor: Actor) {
    return this.reader.list(requireScope(actor, 'audit.read'), dto);
  }

  @RpcHandler(VerifyAuditChain)
  async verify(@Payload() dto: VerifyChainRequest, @CurrentActor() actor: Actor) {
    requireSystem(actor);
    return walkChain(await this.seals.stretch(dto.afterSeq, dto.limit), {
      afterSeq: dto.afterSeq,
      afterHash: Buffer.from(dto.afterHash, 'hex'),
      latestAt: dto.latestAt ?? null,
    });
  }

  @RpcHandler(CountAuditEntries)
  async count(@Payload() dto: CountEntriesRequest, @CurrentActor() actor: Actor) {
    requireSystem(actor);
    const { lastId, ...counted } = await this.seals.count(dto.afterId, dto.limit);
    return { ...counted, lastId: lastId === null ? null : Number(lastId) };
  }

  @RpcHandler(GetAuditSeal)
  async seal(@Payload() dto: AuditSealRequest, @CurrentActor() actor: Actor) {
    requireSystem(actor);
    return { hash: (await this.seals.hashAt(dto.seq))?.toString('hex') ?? null };
  }
}
