import {
  type Actor,
  ApproveCorrection,
  AskForCorrection,
  CorrectionBody,
  CorrectionIdRequest,
  Corrections,
  CorrectionsRequest,
  type CorrectionView,
  fail,
  RefuseCorrection,
  RefuseCorrectionRequest,
  requireScope,
  requireWorker,
  WithdrawCorrection,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Database } from '@guantong/persistence';
import { isUuid } from '@guantong/platform';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { AuditTrail } from '../../audit/audit-trail.js';
import { requireUnit } from '../../membership-place/persistence/require-unit.js';
import { RetriedCommands } from '../../retried-commands.js';
import { CorrectRoster } from '../application/correct-roster.js';
import { CorrectionReader } from '../persistence/correction-reader.js';
import { CorrectionRepository } from '../persistence/correction-repository.js';

const PAGE = 50;

@Controller()
export class CorrectionRpc {
  constructor(
    private readonly database: Database,
    private readonly commands: RetriedCommands,
    private readonly corrections: CorrectionRepository,
    private readonly reader: CorrectionReader,
    private readonly correct: CorrectRoster,
    private readonly audit: AuditTrail,
  ) {}

  @RpcHandler(AskForCorrection)
  async ask(@Payload() dto: CorrectionBody, @CurrentActor() actor: Actor) {
    const id = await this.commands.run(AskForCorrection.subject, dto, (tx) => this.correct.ask(tx, actor, dto));
    return this.own(actor, id);
  }

  @RpcHandler(WithdrawCorrection)
  async withdraw(@Payload() dto: CorrectionIdRequest, @CurrentActor() actor: Actor) {
    const workerId = requireWorker(actor).id;
    await this.commands.run(WithdrawCorrection.subject, dto, async (tx) => {
      await this.corrections.withdraw(tx, workerId, dto.correctionId);
      return true;
    });
    return this.own(actor, dto.correctionId);
  }

  @RpcHandler(Corrections)
  async list(@Payload() dto: CorrectionsRequest, @CurrentActor() actor: Actor) {
    const limit = dto.limit ?? PAGE;
    const before = isUuid(dto.cursor) ? dto.cursor : undefined;
    const scope = requireScope(actor, 'roster.manage');
    await requireUnit(this.database, scope, dto.unitId);
    const items = await this.reader.ofUnit(scope, dto.unitId, { state: dto.state, before, limit });
    await this.audit.recordNamesSeen(actor, [...new Set(items.map((item) => item.workerId))]);
    return { items, next: items.length === limit ? (items.at(-1)?.correctionId ?? null) : null };
  }

  @RpcHandler(ApproveCorrection)
  async approve(@Payload() dto: CorrectionIdRequest, @CurrentActor() actor: Actor) {
    await this.commands.run(ApproveCorrection.subject, dto, async (tx) => {
      await this.correct.approve(tx, actor, dto.correctionId);
      return true;
    });
    return this.reader.get(this.database, requireScope(actor, 'roster.manage'), dto.correctionId);
  }

  @RpcHandler(RefuseCorrection)
  async refuse(@Payload() dto: RefuseCorrectionRequest, @CurrentActor() actor: Actor) {
    await this.commands.run(RefuseCorrection.subject, dto, async (tx) => {
      await this.correct.refuse(tx, actor, dto.correctionId, dto.reason);
      return true;
    });
    return this.reader.get(this.database, requireScope(actor, 'roster.manage'), dto.correctionId);
  }

  private async own(actor: Actor, correctionId: string): Promise<CorrectionView> {
    const own = await this.reader.own(requireWorker(actor).id);
    const view = own.find((correction) => correction.correctionId === correctionId);
    if (!view) throw fail('NOT_FOUND');
    return view;
  }
}
