import {
  type Actor,
  AddSecondMember,
  AddSecondUnion,
  EndOwnSecondUnion,
  EndSecondUnion,
  requireScope,
  requireWorker,
  SecondMemberRequest,
  SecondMembers,
  SecondMembersRequest,
  SecondUnionBody,
  SecondUnionRequest,
  WorkerIdRequest,
  WorkerUnions,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Database } from '@guantong/persistence';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { AuditTrail } from '../../audit/audit-trail.js';
import { RetriedCommands } from '../../retried-commands.js';
import { WorkerReader } from '../../worker/persistence/worker-reader.js';
import { ChangeSecondUnions } from '../application/change-second-unions.js';
import { requireUnit } from '../persistence/require-unit.js';
import { UnionReader } from '../persistence/union-reader.js';

const PAGE = 50;

@Controller()
export class UnionRpc {
  constructor(
    private readonly database: Database,
    private readonly commands: RetriedCommands,
    private readonly unions: UnionReader,
    private readonly workers: WorkerReader,
    private readonly change: ChangeSecondUnions,
    private readonly audit: AuditTrail,
  ) {}

  @RpcHandler(WorkerUnions)
  async ofWorker(@Payload() dto: WorkerIdRequest, @CurrentActor() actor: Actor) {
    return { items: await this.unions.ofWorker(requireScope(actor, 'worker.names.read'), dto.workerId), next: null };
  }

  @RpcHandler(SecondMembers)
  async secondMembers(@Payload() dto: SecondMembersRequest, @CurrentActor() actor: Actor) {
    const limit = dto.limit ?? PAGE;
    const after = /^\d{1,9}$/.test(dto.cursor ?? '') ? Number(dto.cursor) : -1;
    const scope = requireScope(actor, 'worker.names.read');
    await requireUnit(this.database, scope, dto.unitId);
    const items = await this.workers.secondMembers(scope, dto.unitId, after, limit);
    await this.audit.recordNamesSeen(
      actor,
      items.map((item) => item.workerId),
    );
    return { items, next: items.length === limit ? String(items.at(-1)?.slot) : null };
  }

  @RpcHandler(AddSecondUnion)
  async add(@Payload() dto: SecondUnionRequest, @CurrentActor() actor: Actor) {
    await this.commands.run(AddSecondUnion.subject, dto, async (tx) => {
      await this.change.add(tx, actor, dto.workerId, dto.unitId);
      return true;
    });
    return { items: await this.unions.ofWorker(requireScope(actor, 'roster.manage'), dto.workerId), next: null };
  }

  @RpcHandler(AddSecondMember)
  async addMember(@Payload() dto: SecondMemberRequest, @CurrentActor() actor: Actor) {
    await this.commands.run(AddSecondMember.subject, dto, async (tx) => {
      await this.change.addByCard(tx, actor, dto.unitId, dto.cardNumber, dto.name);
      return true;
    });
    return { added: true };
  }

  @RpcHandler(EndSecondUnion)
  async end(@Payload() dto: SecondUnionRequest, @CurrentActor() actor: Actor) {
    await this.commands.run(EndSecondUnion.subject, dto, async (tx) => {
      await this.change.end(tx, actor, dto.workerId, dto.unitId);
      return true;
    });
    return { ended: true };
  }

  @RpcHandler(EndOwnSecondUnion)
  async endOwn(@Payload() dto: SecondUnionBody, @CurrentActor() actor: Actor) {
    await this.commands.run(EndOwnSecondUnion.subject, dto, async (tx) => {
      await this.change.endOwn(tx, actor, dto.unitId);
      return true;
    });
    return { items: await this.unions.own(requireWorker(actor).id), next: null };
  }
}
