import type { InboxItem, InboxPost } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { utc } from '../../paging/utc.js';
import { INBOX_ITEM, MY_DELIVERIES, ROAD } from './inbox-sql.js';

/** A worker's place in his union's bitmaps. Everything here is one worker's own. */
export interface Place {
  unitId: string;
  slot: number;
}

/**
 * Expected plan: delivery_inbox backwards from the cursor, and by primary key into post_mirror, unit_mirror and
 * late_receipt for each; stops at the end of the page.
 */
const INBOX = `
  select coalesce(json_agg(x.item), '[]') as items
    from (select json_build_object(${INBOX_ITEM}) as item
          ${MY_DELIVERIES} and ($3::timestamptz is null or (d.opened_at, d.post_id) < ($3, $4::uuid))
          order by d.opened_at desc, d.post_id desc limit $5) x`;

const POST = `
  select json_build_object(${INBOX_ITEM},
           'bodyHtml', case when p.status = 'PUBLISHED' then p.body_html end, 'revision', p.revision,
           'correctedAt', ${utc('p.corrected_at')}, 'correctionReason', p.correction_reason,
           'recalledAt', ${utc('p.recalled_at')}, 'recallReason', p.recall_reason, 'road', ${ROAD}) as post
  ${MY_DELIVERIES} and d.post_id = $3`;

@Injectable()
export class InboxRepository {
  constructor(private readonly database: Database) {}

  async list(place: Place, page: { time: string | null; id: string | null; limit: number }): Promise<InboxItem[]> {
    const values = [place.unitId, place.slot, page.time, page.id, page.limit];
    const [row] = await this.database.hotQuery<{ items: InboxItem[] }>('inbox', INBOX, values);
    return row?.items ?? [];
  }

  async find(place: Place, postId: string): Promise<InboxPost | undefined> {
    const values = [place.unitId, place.slot, postId];
    const [row] = await this.database.hotQuery<{ post: InboxPost }>('inbox-post', POST, values);
    return row?.post;
  }
}
