import {
  type Actor,
  AgreeToTransfer,
  AskOwnTransfer,
  AskTransferBody,
  AskTransferFor,
  AskTransferForRequest,
  AskTransferHere,
  AskTransferHereRequest,
  fail,
  ObjectToTransferFor,
  OwnTransfers,
  OwnTransfersRequest,
  RefuseTransfer,
  RefuseTransferRequest,
  requireScope,
  requireWorker,
  scopeOf,
  TransferIdRequest,
  type TransferView,
  UnitTransfers,
  UnitTransfersRequest,
  WithdrawTransfer,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Database } from '@guantong/persistence';
import { isUuid } from '@guantong/platform';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { AuditTrail } from '../../audit/audit-trail.js';
import { requireUnit } from '../../membership-place/persistence/require-unit.js';
import { RetriedCommands } from '../../retried-commands.js';
import { AnswerTransfer } from '../application/answer-transfer.js';
import { AskForTransfer } from '../application/ask-for-transfer.js';
import { TransferReader } from '../persistence/transfer-reader.js';

const PAGE = 50;

@Controller()
export class TransferRpc {
  constructor(
    private readonly database: Database,
    private readonly commands: RetriedCommands,
    private readonly reader: TransferReader,
    private readonly asking: AskForTransfer,
    private readonly answering: AnswerTransfer,
    private readonly audit: AuditTrail,
  ) {}

  @RpcHandler(AskOwnTransfer)
  async askOwn(@Payload() dto: AskTransferBody, @CurrentActor() actor: Actor) {
    const id = await this.commands.run(AskOwnTransfer.subject, dto, (tx) => this.asking.byWorker(tx, actor, dto));
    return this.seen(actor, id);
  }

  @RpcHandler(AskTransferFor)
  async askFor(@Payload() dto: AskTransferForRequest, @CurrentActor() actor: Actor) {
    const id = await this.commands.run(AskTransferFor.subject, dto, (tx) => this.asking.byPresent(tx, actor, dto));
    return this.seen(actor, id);
  }

  @RpcHandler(AskTransferHere)
  async askHere(@Payload() dto: AskTransferHereRequest, @CurrentActor() actor: Actor) {
    const id = await this.commands.run(AskTransferHere.subject, dto, (tx) => this.asking.byReceiving(tx, actor, dto));
    return this.seen(actor, id);
  }

  @RpcHandler(AgreeToTransfer)
  async agree(@Payload() dto: TransferIdRequest, @CurrentActor() actor: Actor) {
    await this.commands.run(AgreeToTransfer.subject, dto, async (tx) => {
      await this.answering.answer(tx, actor, { ...dto, agrees: true });
      return true;
    });
    return this.seen(actor, dto.transferId);
  }

  @RpcHandler(RefuseTransfer)
  async refuse(@Payload() dto: RefuseTransferRequest, @CurrentActor() actor: Actor) {
    await this.commands.run(RefuseTransfer.subject, dto, async (tx) => {
      await this.answering.answer(tx, actor, { ...dto, agrees: false });
      return true;
    });
    return this.seen(actor, dto.transferId);
  }

  @RpcHandler(ObjectToTransferFor)
  async objectFor(@Payload() dto: RefuseTransferRequest, @CurrentActor() actor: Actor) {
    await this.commands.run(ObjectToTransferFor.subject, dto, async (tx) => {
      await this.answering.objectFor(tx, actor, { ...dto, agrees: false });
      return true;
    });
    return this.seen(actor, dto.transferId);
  }

  @RpcHandler(WithdrawTransfer)
  async withdraw(@Payload() dto: TransferIdRequest, @CurrentActor() actor: Actor) {
    await this.commands.run(WithdrawTransfer.subject, dto, async (tx) => {
      await this.answering.withdraw(tx, actor, dto.transferId);
      return true;
    });
    return this.seen(actor, dto.transferId);
  }

  @RpcHandler(UnitTransfers)
  async ofUnit(@Payload() dto: UnitTransfersRequest, @CurrentActor() actor: Actor) {
    const limit = dto.limit ?? PAGE;
    const before = isUuid(dto.cursor) ? dto.cursor : undefined;
    const scope = requireScope(actor, 'roster.manage');
    await requireUnit(this.database, scope, dto.unitId);
    const items = await this.reader.ofUnit(scope, dto.unitId, { state: dto.state, before, limit });
    await this.audit.recordNamesSeen(actor, [...new Set(items.flatMap((item) => item.workerId ?? []))]);
    return { items, next: items.length === limit ? (items.at(-1)?.transferId ?? null) : null };
  }

  @RpcHandler(OwnTransfers)
  async own(@Payload() _: OwnTransfersRequest, @CurrentActor() actor: Actor) {
    return { items: await this.reader.own(requireWorker(actor).id), next: null };
  }

  private async seen(actor: Actor, transferId: string): Promise<TransferView> {
    if (actor.kind !== 'WORKER') return this.reader.get(sidesScope(actor), transferId);
    const own = await this.reader.own(requireWorker(actor).id);
    const view = own.find((transfer) => transfer.transferId === transferId);
    if (!view) throw fail('NOT_FOUND');
    return view;
  }
}

/** Whoever may act for workers may see what became of it. */
function sidesScope(actor: Actor) {
  const [manage, act] = [scopeOf(actor, 'roster.manage'), scopeOf(actor, 'worker.act_for')];
  return { units: [...manage.units, ...act.units], subtrees: [...manage.subtrees, ...act.subtrees] };
}
