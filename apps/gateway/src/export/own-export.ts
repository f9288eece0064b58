import { HeldAboutMe, InboxItem, ListOf, Nested, Timestamp, WorkerCase } from '@guantong/contracts';

/** Everything the system holds about a worker, to take away. */
export class OwnExport {
  @Timestamp() exportedAt: string;
  @Nested(() => HeldAboutMe) held: HeldAboutMe;
  @ListOf(() => WorkerCase, { about: 'Submitted under the own name, the latest first' }) cases: WorkerCase[];
  @ListOf(() => InboxItem, { max: 2000, about: 'Posts in the inbox, and what of them was read and signed for' })
  inbox: InboxItem[];
}
