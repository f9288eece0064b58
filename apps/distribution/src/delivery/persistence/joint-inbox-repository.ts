import type { ActingWorker, InboxItem } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { FoundPost, InboxPageKey } from './inbox-repository.js';
import { confirmedAt, inboxItem, mineAt, POST_DETAILS, readAt, readCurrentAt } from './inbox-sql.js';

/**
 * In a union that is not the primary one, the bitmaps know nothing of the worker: whether a post is for him is asked of
 * his row `w`, by the same conditions by which audiences are made.
 */
const meets = `w.status = 'ACTIVE'
  and (p.audience ->> 'sex' is null or w.sex = p.audience ->> 'sex')
  and (p.audience ->> 'minAge' is null or w.birth_year <= extract(year from d.opened_at) - (p.audience ->> 'minAge')::int)
  and (p.audience ->> 'maxAge' is null or w.birth_year >= extract(year from d.opened_at) - (p.audience ->> 'maxAge')::int)
  and (p.audience -> 'schoolings' is null or p.audience -> 'schoolings' @> to_jsonb(w.schooling))
  and (p.audience -> 'employmentForms' is null or p.audience -> 'employmentForms' @> to_jsonb(w.employment_form))`;

const mine = (
  place: string,
): string => `d.opened_at is not null and case when ${place}.rank = 1 then ${mineAt(`${place}.slot`)}
  else (not d.only_carried and (p.for_all or (${meets}))) or l.post_id is not null end`;

/** What the worker has of the post by his other unions, and whether one that comes before has it for him. */
const BY_OTHERS = `
  left join lateral (
    select bool_or(${readAt('o.slot')}) as read, bool_or(${readCurrentAt('o.slot')}) as read_current,
           bool_or(${confirmedAt('o.slot')}) as confirmed, bool_or(o.rank < place.rank and ${mine('o')}) as is_shown
      from place o
      join delivery d on d.unit_id = o.unit_id and d.post_id = here.post_id
      left join late_receipt l on l.unit_id = o.unit_id and l.slot = o.slot and l.post_id = d.post_id
     where o.rank <> place.rank) other on true`;

/** $1, $2: unions and slots, the primary one first; $3: the worker. */
const PLACES = `place as materialized (
    select * from unnest($1::uuid[], $2::int[]) with ordinality as place (unit_id, slot, rank))`;

const eitherOf = (here: string, other: string): string => `(${here} or coalesce(other.${other}, false))`;
const EITHER = {
  read: eitherOf(readAt('place.slot'), 'read'),
  readCurrent: eitherOf(readCurrentAt('place.slot'), 'read_current'),
  confirmed: eitherOf(confirmedAt('place.slot'), 'confirmed'),
};

/** Deliveries at one place, each only where no union before has the post for the worker: each post once. */
const SHOWN = `
    from delivery d
   cross join lateral (select d.post_id) here
    join post_mirror p on p.post_id = d.post_id
    left join unit_mirror b on b.unit_id = p.unit_id
    left join late_receipt l on l.unit_id = place.unit_id and l.slot = place.slot and l.post_id = d.post_id
    left join worker_mirror w on w.worker_id = $3
    ${BY_OTHERS}
   where d.unit_id = place.unit_id and ${mine('place')} and not coalesce(other.is_shown, false)
     and (p.status = 'PUBLISHED' or ${EITHER.read})`;

/** Of each union a page at most, walked along delivery_inbox as for one union, and of these the first. */
const INBOX = `
  with ${PLACES}
  select coalesce(json_agg(x.item order by x.opened_at desc, x.post_id desc), '[]') as items
    from (select shown.*
            from place
           cross join lateral (
             select d.opened_at, d.post_id, json_build_object(${inboxItem(EITHER)}) as item
             ${SHOWN} and ($4::timestamptz is null or (d.opened_at, d.post_id) < ($4, $5::uuid))
             order by d.opened_at desc, d.post_id desc limit $6) shown
           order by shown.opened_at desc, shown.post_id desc limit $6) x`;

const POST = `
  with ${PLACES}
  select shown.*
    from place
   cross join lateral (
     select json_build_object(${inboxItem(EITHER)}, ${POST_DETAILS}) as post, place.unit_id as "unitId", place.slot,
            ${readAt('place.slot')} as read, ${readCurrentAt('place.slot')} as "readCurrent",
            ${confirmedAt('place.slot')} as confirmed
     ${SHOWN} and d.post_id = $4) shown`;

/** The inbox of a worker with several unions. A query of its own, so that those with one pay nothing for it. */
@Injectable()
export class JointInboxRepository {
  constructor(private readonly database: Database) {}

  async list(worker: ActingWorker, page: InboxPageKey): Promise<InboxItem[]> {
    const values = [...placesOf(worker), page.time, page.id, page.limit];
    const [row] = await this.database.hotQuery<{ items: InboxItem[] }>('joint-inbox', INBOX, values);
    return row?.items ?? [];
  }

  async find(worker: ActingWorker, postId: string): Promise<FoundPost | undefined> {
    const [row] = await this.database.hotQuery<FoundPost>('joint-inbox-post', POST, [...placesOf(worker), postId]);
    return row;
  }
}

const placesOf = ({ id, unitId, slot, secondary = [] }: ActingWorker): unknown[] => [
  [unitId, ...secondary.map((place) => place.unitId)],
  [slot, ...secondary.map((place) => place.slot)],
  id,
];
