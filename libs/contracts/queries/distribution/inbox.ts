import { Flag, Id, Int, ListOf, Nested, OneOf, Text, Timestamp } from '../../fields.js';
import { defineCommand, defineQuery } from '../../rpc-definition.js';
import { POST_KINDS, type PostKind } from '../../vocabulary/posts.js';
import {
  HANDED_ON_BY,
  type HandedOnBy,
  POST_STATUSES_DOWN_THE_ROAD,
  type PostStatusDownTheRoad,
  ShownUnit,
} from './provenance.js';

/** A post in a worker's inbox. */
export class InboxItem {
  @Id() postId: string;
  @OneOf(POST_KINDS) kind: PostKind;
  @Text() title: string;
  @Text({ min: 0, max: 300, about: 'Empty when recalled' }) summary: string;
  @Nested(() => ShownUnit) publishedBy: ShownUnit;
  @Timestamp() publishedAt: string;
  @Timestamp({ about: "When it came to the worker's own union" }) openedAt: string;
  @Text({ nullable: true, max: 500, about: "The note of the worker's own union" }) note: string | null;
  @OneOf(POST_STATUSES_DOWN_THE_ROAD, { about: 'RECALLED is shown only to those who had read it' })
  status: PostStatusDownTheRoad;
  @Flag() read: boolean;
  @Flag() confirmed: boolean;
  @Flag({ about: 'The text was corrected since this worker read it' }) correctedSinceRead: boolean;
}
export class InboxPage {
  @ListOf(() => InboxItem, { max: 100 }) items: InboxItem[];
  @Text({ nullable: true, max: 300 }) next: string | null;
}
export class InboxRequest {
  @Text({ optional: true, max: 300 }) cursor?: string;
  @Int({ optional: true, min: 1, max: 100, about: 'Default 20' }) limit?: number;
}
/** The asking worker's inbox, latest first. */
export const Inbox = defineQuery<InboxPage>()('distribution.inbox.list', InboxRequest);

/** One step of the road from the publishing unit to the worker's own union. */
export class RoadStep extends ShownUnit {
  @OneOf(HANDED_ON_BY) how: HandedOnBy;
  @Timestamp() at: string;
  @Text({ nullable: true, max: 500 }) note: string | null;
}
export class InboxPost extends InboxItem {
  @Text({ nullable: true, max: 400_000, about: 'Cleaned HTML; null when recalled' }) bodyHtml: string | null;
  @Int({ about: 'Send with an offline receipt, so that it is known which text was read' }) revision: number;
  @Timestamp({ nullable: true }) correctedAt: string | null;
  @Text({ nullable: true, max: 500 }) correctionReason: string | null;
  @Timestamp({ nullable: true }) recalledAt: string | null;
  @Text({ nullable: true, max: 500 }) recallReason: string | null;
  @ListOf(() => RoadStep, { max: 8, about: 'From the publishing unit down' }) road: RoadStep[];
}
export class OpenPostRequest {
  @Id() postId: string;
}
/** Shows a post to the asking worker, and records that it was read before answering. */
export const OpenPost = defineCommand<InboxPost>()('distribution.inbox.open-post', OpenPostRequest);

export class ConfirmationView {
  @Id() postId: string;
  @Flag() read: boolean;
  @Flag() confirmed: boolean;
}
/** The asking worker signs that he has taken note of the post. A repeat changes nothing. */
export const ConfirmPost = defineCommand<ConfirmationView>()('distribution.receipt.confirm-post', OpenPostRequest);

export const RECEIPT_GRADES = ['READ', 'CONFIRMED'] as const;
export type ReceiptGrade = (typeof RECEIPT_GRADES)[number];

export class GivenReceipt {
  @Id() postId: string;
  @OneOf(RECEIPT_GRADES, { about: 'CONFIRMED says READ as well' }) grade: ReceiptGrade;
  @Int({ optional: true, min: 1, about: 'Revision of the text that was read; left out: the first' }) revision?: number;
}
export class RecordReceiptsRequest {
  @ListOf(() => GivenReceipt, { min: 1, max: 100 }) receipts: GivenReceipt[];
}
export class RecordedReceipts {
  @Int({ about: 'How many of them are held now; the others were for posts that this worker does not have' })
  recorded: number;
}
/** Receipts a phone has gathered while it was offline. Those for posts that are not the worker's are passed over. */
export const RecordReceipts = defineCommand<RecordedReceipts>()('distribution.receipt.record', RecordReceiptsRequest);
