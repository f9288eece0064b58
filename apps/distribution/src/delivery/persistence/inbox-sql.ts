import { utc } from '../../paging/utc.js';

/** Whether the bit of the asking worker's slot ($2) is set; false beyond the end, and when there are no bits yet. */
const myBit = (bits: string): string => `case when $2 < length(${bits}) then get_bit(${bits}, $2) = 1 else false end`;

const READ = `(${myBit('d.read')} or l.read_revision is not null)`;
const READ_CURRENT = `((d.read_revision = p.revision and ${myBit('d.read_current')}) or coalesce(l.read_revision = p.revision, false))`;

/** The post is for him: by the frozen audience, or, for one who joined later, when it is for everybody. */
const MINE = `case when $2 < d.slots then get_bit(d.audience, $2) = 1 else p.for_all end`;

/** $1: the worker's union, $2: his slot. A recalled post stays for those who had read it. */
export const MY_DELIVERIES = `
    from delivery d
    join post_mirror p on p.post_id = d.post_id
    left join unit_mirror b on b.unit_id = p.unit_id
    left join late_receipt l on l.unit_id = $1 and l.slot = $2 and l.post_id = d.post_id
   where d.unit_id = $1 and d.opened_at is not null and ${MINE} and (p.status = 'PUBLISHED' or ${READ})`;

export const INBOX_ITEM = `
  'postId', d.post_id, 'kind', p.kind, 'title', p.title,
  'summary', case when p.status = 'PUBLISHED' then p.summary else '' end,
  'publishedBy', json_build_object('unitId', p.unit_id, 'name', coalesce(b.name, ''), 'tier', coalesce(b.tier, 'CITY')),
  'publishedAt', ${utc('p.published_at')}, 'openedAt', ${utc('d.opened_at')}, 'note', d.note, 'status', p.status,
  'read', ${READ}, 'confirmed', (${myBit('d.confirmed')} or coalesce(l.confirmed, false)),
  'correctedSinceRead', (${READ} and not ${READ_CURRENT})`;

/** From the publishing unit down to the worker's own union, as the post came: who, when, how, and with what note. */
export const ROAD = `(
  select coalesce(json_agg(json_build_object('unitId', s.unit_id, 'name', u.name, 'tier', u.tier, 'how', s.how,
           'at', ${utc('s.at')}, 'note', s.note) order by s.step), '[]')
    from (select r.unit_id, r.forwarded_how as how, r.forwarded_at as at, r.note, cardinality(r.path) as step
            from relay r where r.post_id = d.post_id and r.unit_id = any(d.path) and r.state = 'FORWARDED'
           union all select d.unit_id, d.opened_how, d.opened_at, d.note, cardinality(d.path)) s
    join unit_mirror u on u.unit_id = s.unit_id)`;
