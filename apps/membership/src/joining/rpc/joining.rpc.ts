import {
  type Actor,
  ApplyToJoin,
  ApplyToJoinRequest,
  ApproveJoining,
  ApproveJoiningRequest,
  fail,
  GetJoinCode,
  JoiningByReceipt,
  JoiningIdRequest,
  type JoiningMatch,
  JoiningReceiptRequest,
  Joinings,
  JoiningsRequest,
  type JoiningView,
  type OwnJoining,
  ReadJoining,
  RefuseJoining,
  RefuseJoiningRequest,
  RenewJoinCode,
  requireScope,
  UnitIdRequest,
  WithdrawJoining,
} from '@guantong/contracts';
import { CurrentActor, RpcHandler } from '@guantong/messaging';
import { Database } from '@guantong/persistence';
import { isUuid } from '@guantong/platform';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { AuditTrail } from '../../audit/audit-trail.js';
import { requireUnit } from '../../membership-place/persistence/require-unit.js';
import { RetriedCommands } from '../../retried-commands.js';
import { ApplyToJoinUnion } from '../application/apply-to-join.js';
import { DecideJoining } from '../application/decide-joining.js';
import { JoinCodes } from '../persistence/join-codes.js';
import { type FoundMatch, JoiningReader } from '../persistence/joining-reader.js';
import { JoiningRepository } from '../persistence/joining-repository.js';

const PAGE = 50;

@Controller()
export class JoiningRpc {
  constructor(
    private readonly database: Database,
    private readonly commands: RetriedCommands,
    private readonly codes: JoinCodes,
    private readonly joinings: JoiningRepository,
    private readonly reader: JoiningReader,
    private readonly applying: ApplyToJoinUnion,
    private readonly deciding: DecideJoining,
    private readonly audit: AuditTrail,
  ) {}

  @RpcHandler(GetJoinCode)
  code(@Payload() dto: UnitIdRequest, @CurrentActor() actor: Actor) {
    const scope = requireScope(actor, 'roster.manage');
    return this.database.transaction((tx) => this.codes.ofUnit(tx, scope, dto.unitId, { renew: false }));
  }

  /** Not kept under an Idempotency-Key: the code would be kept with it. */
  @RpcHandler(RenewJoinCode)
  renewCode(@Payload() dto: UnitIdRequest, @CurrentActor() actor: Actor) {
    const scope = requireScope(actor, 'roster.manage');
    return this.database.transaction(async (tx) => {
      const view = await this.codes.ofUnit(tx, scope, dto.unitId, { renew: true });
      await this.audit.record(tx, { actor, action: 'join-code.renewed', unitId: dto.unitId, subjectIds: [] });
      return view;
    });
  }

  @RpcHandler(ApplyToJoin)
  apply(@Payload() dto: ApplyToJoinRequest) {
    return this.applying.run(dto);
  }

  @RpcHandler(JoiningByReceipt)
  byReceipt(@Payload() dto: JoiningReceiptRequest): Promise<OwnJoining> {
    return this.joinings.byReceipt(this.database, dto.receipt);
  }

  /** To be repeated without harm; kept under no key, which would be the applicant's. */
  @RpcHandler(WithdrawJoining)
  withdraw(@Payload() dto: JoiningReceiptRequest): Promise<OwnJoining> {
    return this.database.transaction(async (tx) => {
      await this.joinings.withdraw(tx, dto.receipt);
      return this.joinings.byReceipt(tx, dto.receipt);
    });
  }

  @RpcHandler(Joinings)
  async list(@Payload() dto: JoiningsRequest, @CurrentActor() actor: Actor) {
    const limit = dto.limit ?? PAGE;
    const before = isUuid(dto.cursor) ? dto.cursor : undefined;
    const scope = requireScope(actor, 'roster.manage');
    await requireUnit(this.database, scope, dto.unitId);
    const items = await this.reader.ofUnit(scope, dto.unitId, { state: dto.state, before, limit });
    return { items, next: items.length === limit ? (items.at(-1)?.joiningId ?? null) : null };
  }

  @RpcHandler(ReadJoining)
  read(@Payload() dto: JoiningIdRequest, @CurrentActor() actor: Actor): Promise<JoiningView> {
    const scope = requireScope(actor, 'roster.manage');
    return this.database.transaction(async (tx) => {
      const { id, unitId, applicant, state } = await this.joinings.hold(tx, scope, dto.joiningId);
      const summary = await this.reader.get(tx, id);
      if (!summary) throw fail('NOT_FOUND');
      await this.audit.record(tx, { actor, action: 'joining.read', unitId, subjectIds: [id] });
      const matches = applicant && state === 'WAITING' ? await this.reader.matches(tx, scope, unitId, applicant) : [];
      return { ...summary, applicant, matches: matches.map(shown) };
    });
  }

  @RpcHandler(ApproveJoining)
  async approve(@Payload() dto: ApproveJoiningRequest, @CurrentActor() actor: Actor) {
    await this.commands.run(ApproveJoining.subject, dto, async (tx) => {
      await this.deciding.approve(tx, actor, dto);
      return true;
    });
    return this.decided(actor, dto.joiningId);
  }

  @RpcHandler(RefuseJoining)
  async refuse(@Payload() dto: RefuseJoiningRequest, @CurrentActor() actor: Actor) {
    await this.commands.run(RefuseJoining.subject, dto, async (tx) => {
      await this.deciding.refuse(tx, actor, dto.joiningId, dto.reason);
      return true;
    });
    return this.decided(actor, dto.joiningId);
  }

  private decided(actor: Actor, joiningId: string) {
    return this.database.transaction(async (tx) => {
      const { id } = await this.joinings.hold(tx, requireScope(actor, 'roster.manage'), joiningId);
      const summary = await this.reader.get(tx, id);
      if (!summary) throw fail('NOT_FOUND');
      return summary;
    });
  }
}

const shown = ({ workerId, name, unitName, status, by }: FoundMatch): JoiningMatch => ({
  workerId,
  name,
  unitName,
  status,
  by,
});
