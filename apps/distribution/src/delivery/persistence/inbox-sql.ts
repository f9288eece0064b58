import { utc } from '../../paging/utc.js';

/**
 * Parts of a worker's inbox, at one place: `d` the delivery there, `p` the post, `l` what is noted of the place beyond the
 * bitmaps. `slot` is the worker's slot there, a parameter or a column.
 */

/** Whether the bit of the slot is set; false beyond the end, and when there are no bits yet. */
const myBit = (bits: string, slot: string): string =>
  `case when ${slot} < length(${bits}) then get_bit(${bits}, ${slot}) = 1 else false end`;

/** l.read_revision is 0 for a post that came along with the worker unread. */
export const readAt = (slot: string): string => `(${myBit('d.read', slot)} or coalesce(l.read_revision > 0, false))`;
export const readCurrentAt = (slot: string): string =>
  `((d.read_revision = p.revision and ${myBit('d.read_current', slot)}) or coalesce(l.read_revision = p.revision, false))`;
export const confirmedAt = (slot: string): string => `(${myBit('d.confirmed', slot)} or coalesce(l.confirmed, false))`;

/** By the frozen audience, or, for one who joined later, when it is for everybody; or it came along with him. */
export const mineAt = (slot: string): string => `
  (case when ${slot} < d.slots then get_bit(d.audience, ${slot}) = 1 else p.for_all and not d.only_carried end or l.post_id is not null)`;

/** $1: the worker's union, $2: his slot. A recalled post stays for those who had read it. */
export const MY_DELIVERIES = `
    from delivery d
    join post_mirror p on p.post_id = d.post_id
    left join unit_mirror b on b.unit_id = p.unit_id
    left join late_receipt l on l.unit_id = $1 and l.slot = $2 and l.post_id = d.post_id
   where d.unit_id = $1 and d.opened_at is not null and ${mineAt('$2')} and (p.status = 'PUBLISHED' or ${readAt('$2')})`;

export interface ReadState {
  read: string;
  readCurrent: string;
  confirmed: string;
}

export const inboxItem = ({ read, readCurrent, confirmed }: ReadState): string => `
  'postId', d.post_id, 'kind', p.kind, 'title', p.title,
  'summary', case when p.status = 'PUBLISHED' then p.summary else '' end,
  'publishedBy', json_build_object('unitId', p.unit_id, 'name', coalesce(b.name, ''), 'tier', coalesce(b.tier, 'CITY')),
  'publishedAt', ${utc('p.published_at')}, 'openedAt', ${utc('d.opened_at')}, 'note', d.note, 'status', p.status,
  'read', ${read}, 'confirmed', ${confirmed}, 'correctedSinceRead', (${read} and not ${readCurrent})`;

/** From the publishing unit down to the worker's own union, as the post came: who, when, how, and with what note. */
const ROAD = `(
  select coalesce(json_agg(json_build_object('unitId', s.unit_id, 'name', u.name, 'tier', u.tier, 'how', s.how,
           'at', ${utc('s.at')}, 'note', s.note) order by s.step), '[]')
    from (select r.unit_id, r.forwarded_how as how, r.forwarded_at as at, r.note, cardinality(r.path) as step
            from relay r where r.post_id = d.post_id and r.unit_id = any(d.path) and r.state = 'FORWARDED'
           union all select d.unit_id, d.opened_how, d.opened_at, d.note, cardinality(d.path)) s
    join unit_mirror u on u.unit_id = s.unit_id)`;

/** What an opened post shows beyond its item. */
export const POST_DETAILS = `
  'bodyHtml', case when p.status = 'PUBLISHED' then p.body_html end, 'revision', p.revision,
  'correctedAt', ${utc('p.corrected_at')}, 'correctionReason', p.correction_reason,
  'recalledAt', ${utc('p.recalled_at')}, 'recallReason', p.recall_reason, 'road', ${ROAD}`;
