import { Flag, Id, ListOf, ListOfOneOf, Nested, OneOf, Text, Timestamp } from '../../fields.js';
import { defineCommand, defineQuery } from '../../rpc-definition.js';
import {
  TRANSFER_KINDS,
  TRANSFER_PARTIES,
  TRANSFER_STATES,
  type TransferKind,
  type TransferParty,
  type TransferState,
} from '../../vocabulary/worker-affairs.js';
import { PageQuery } from './read-units.js';
import { UnitRef } from './unit-views.js';
import { KnownByCard } from './worker-unions.js';

export const TRANSFER_ACTIONS = ['AGREE', 'REFUSE', 'OBJECT_FOR_WORKER', 'WITHDRAW'] as const;
export type TransferAction = (typeof TRANSFER_ACTIONS)[number];

/** What one of the parties said. */
export class TransferWord {
  @OneOf(TRANSFER_PARTIES) party: TransferParty;
  @Flag() agrees: boolean;
  @Flag({ about: 'Said by a cadre on behalf of the worker' }) onBehalf: boolean;
  @Timestamp() at: string;
  @Text({ nullable: true, max: 500 }) reason: string | null;
}

export class TransferView {
  @Id() transferId: string;
  @OneOf(TRANSFER_KINDS, { about: 'SECOND: into a union besides the own one' }) kind: TransferKind;
  @OneOf(TRANSFER_STATES) state: TransferState;
  @Id({ nullable: true, about: 'Null where the caller may not know the worker (any more)' }) workerId: string | null;
  @Text({ nullable: true, about: 'Null as workerId' }) workerName: string | null;
  @Nested(() => UnitRef, { nullable: true, about: 'Null for the receiving union until somebody has agreed' })
  from: UnitRef | null;
  @Nested(() => UnitRef) to: UnitRef;
  @OneOf(TRANSFER_PARTIES) askedBy: TransferParty;
  @Flag({ about: 'Asked by a cadre on behalf of the worker' }) onBehalf: boolean;
  @Timestamp() askedAt: string;
  @Text({ nullable: true, max: 500 }) reason: string | null;
  @ListOf(() => TransferWord) words: TransferWord[];
  @Timestamp({ nullable: true, about: 'In NOTICE: until then the worker may object' }) noticeUntil: string | null;
  @Timestamp({ about: 'Over by then unless agreed' }) expiresAt: string;
  @Timestamp({ nullable: true }) endedAt: string | null;
  @Text({ nullable: true, max: 500, about: 'In plain Chinese: why it ended with none of the parties saying so' })
  endReason: string | null;
  @ListOfOneOf(TRANSFER_ACTIONS, { about: 'What the caller can do now' }) actions: TransferAction[];
}
export class TransferPage {
  @ListOf(() => TransferView) items: TransferView[];
  @Text({ nullable: true }) next: string | null;
}

export class AskTransferBody {
  @Id({ about: 'The grassroots union to go to' }) unitId: string;
  @OneOf(TRANSFER_KINDS, { optional: true, about: 'Default MOVE' }) kind?: TransferKind;
  @Text({ max: 500, optional: true }) reason?: string;
}
/** By the worker. Only the receiving union has to agree: nobody is held back. */
export const AskOwnTransfer = defineCommand<TransferView>()('membership.transfer.ask-own', AskTransferBody);

export class AskTransferForBody extends AskTransferBody {
  @Flag({ about: 'true: the worker asks and a cadre writes it down (`worker.act_for`). false: the union itself asks.' })
  onBehalf: boolean;
}
export class AskTransferForRequest extends AskTransferForBody {
  @Id() workerId: string;
}
/** By the present union (`roster.manage`), or on behalf of the worker (`worker.act_for`). */
export const AskTransferFor = defineCommand<TransferView>()('membership.transfer.ask-for', AskTransferForRequest);

export class AskTransferHereBody extends KnownByCard {
  @Text({ max: 500, optional: true }) reason?: string;
}
export class AskTransferHereRequest extends AskTransferHereBody {
  @Id({ about: 'The own union' }) unitId: string;
}
/** By the receiving union (`roster.manage`). */
export const AskTransferHere = defineCommand<TransferView>()('membership.transfer.ask-here', AskTransferHereRequest);

export class TransferIdRequest {
  @Id() transferId: string;
}
export class RefusalBody {
  @Text({ max: 500 }) reason: string;
}
export class RefuseTransferRequest extends RefusalBody {
  @Id() transferId: string;
}
export const AgreeToTransfer = defineCommand<TransferView>()('membership.transfer.agree', TransferIdRequest);
export const RefuseTransfer = defineCommand<TransferView>()('membership.transfer.refuse', RefuseTransferRequest);
/** A cadre writes down that the worker does not want it (`worker.act_for`). */
export const ObjectToTransferFor = defineCommand<TransferView>()(
  'membership.transfer.object-for',
  RefuseTransferRequest,
);
export const WithdrawTransfer = defineCommand<TransferView>()('membership.transfer.withdraw', TransferIdRequest);

export class UnitTransfersQuery extends PageQuery {
  @OneOf(TRANSFER_STATES, { optional: true }) state?: TransferState;
}
export class UnitTransfersRequest extends UnitTransfersQuery {
  @Id() unitId: string;
}
/** Into and out of one union, the latest first. `roster.manage` scope. */
export const UnitTransfers = defineQuery<TransferPage>()('membership.transfer.of-unit', UnitTransfersRequest);

export class OwnTransfersRequest {}
export const OwnTransfers = defineQuery<TransferPage>()('membership.transfer.own', OwnTransfersRequest);
