import {
  type Actor,
  type CaseSummary,
  GetHeldAboutMe,
  Inbox,
  type InboxItem,
  MyCase,
  MyCases,
  type WorkerCase,
} from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Injectable } from '@nestjs/common';
import type { OwnExport } from './own-export.js';

const PAGE = 100;
/** Bounds what one request may ask of the services: nobody has as many cases or posts. */
const MOST_PAGES = 10;
const AT_ONCE = 5;

/** Puts together what the services hold about the worker who asks, each asked in the worker's own name. */
@Injectable()
export class ComposeExport {
  constructor(private readonly rpc: RpcClient) {}

  async run(actor: Actor): Promise<OwnExport> {
    const [held, cases, inbox] = await Promise.all([
      this.rpc.call(GetHeldAboutMe, {}, actor),
      this.cases(actor),
      this.inbox(actor),
    ]);
    return { exportedAt: new Date().toISOString(), held, cases, inbox };
  }

  private inbox(actor: Actor): Promise<InboxItem[]> {
    return allPages((cursor) => this.rpc.call(Inbox, { ...(cursor && { cursor }), limit: PAGE }, actor));
  }

  private async cases(actor: Actor): Promise<WorkerCase[]> {
    const summaries = await allPages<CaseSummary>((cursor) =>
      this.rpc.call(MyCases, { ...(cursor && { cursor }), limit: PAGE }, actor),
    );
    const cases: WorkerCase[] = [];
    for (let from = 0; from < summaries.length; from += AT_ONCE) {
      const some = summaries.slice(from, from + AT_ONCE);
      cases.push(...(await Promise.all(some.map(({ caseId }) => this.rpc.call(MyCase, { caseId }, actor)))));
    }
    return cases;
  }
}

async function allPages<T>(
  page: (cursor: string | null) => Promise<{ items: T[]; next: string | null }>,
): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | null = null;
  for (let n = 0; n < MOST_PAGES; n++) {
    const { items, next }: { items: T[]; next: string | null } = await page(cursor);
    all.push(...items);
    if (!next) break;
    cursor = next;
  }
  return all;
}
