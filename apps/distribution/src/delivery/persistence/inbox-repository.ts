import type { InboxItem, InboxPost } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { confirmedAt, inboxItem, MY_DELIVERIES, POST_DETAILS, readAt, readCurrentAt } from './inbox-sql.js';

/** A worker's place in a union's bitmaps. Everything here is one worker's own. */
export interface Place {
  unitId: string;
  slot: number;
}

/** Where a page of the inbox begins, and how long it is. */
export interface InboxPageKey {
  time: string | null;
  id: string | null;
  limit: number;
}

/** A post as it is shown, through which of the worker's unions, and what he did with it in that one. */
export interface FoundPost extends Place {
  post: InboxPost;
  read: boolean;
  readCurrent: boolean;
  confirmed: boolean;
}

const HERE = { read: readAt('$2'), readCurrent: readCurrentAt('$2'), confirmed: confirmedAt('$2') };

/**
 * Expected plan: delivery_inbox backwards from the cursor, and by primary key into post_mirror, unit_mirror and
 * late_receipt for each; stops at the end of the page.
 */
const INBOX = `
  select coalesce(json_agg(x.item), '[]') as items
    from (select json_build_object(${inboxItem(HERE)}) as item
          ${MY_DELIVERIES} and ($3::timestamptz is null or (d.opened_at, d.post_id) < ($3, $4::uuid))
          order by d.opened_at desc, d.post_id desc limit $5) x`;

const POST = `
  select json_build_object(${inboxItem(HERE)}, ${POST_DETAILS}) as post, d.unit_id as "unitId", $2::int as slot,
         ${HERE.read} as read, ${HERE.readCurrent} as "readCurrent", ${HERE.confirmed} as confirmed
  ${MY_DELIVERIES} and d.post_id = $3`;

/** The inbox of a worker with one union: nearly everybody. */
@Injectable()
export class InboxRepository {
  constructor(private readonly database: Database) {}

  async list(place: Place, page: InboxPageKey): Promise<InboxItem[]> {
    const values = [place.unitId, place.slot, page.time, page.id, page.limit];
    const [row] = await this.database.hotQuery<{ items: InboxItem[] }>('inbox', INBOX, values);
    return row?.items ?? [];
  }

  async find(place: Place, postId: string): Promise<FoundPost | undefined> {
    const [row] = await this.database.hotQuery<FoundPost>('inbox-post', POST, [place.unitId, place.slot, postId]);
    return row;
  }
}
