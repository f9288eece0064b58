import { SUCCESSIONS, takenOverText } from '@guantong/contracts';
import { utc } from './utc.js';

const TEXT = `case h.succession ${SUCCESSIONS.map((s) => `when '${s}' then replace('${takenOverText(s, '@')}', '@', t.name)`).join(' ')} end`;

const unit = (u: string): string => `json_build_object('unitId', ${u}.unit_id, 'name', ${u}.name, 'tier', ${u}.tier)`;

/** SQL: the handovers from and to the unit of row `x` of a post, oldest first. By the two indexes of `handover`. */
export const handoversOf = (x: string): string => `(
  select coalesce(json_agg(json_build_object('at', ${utc('h.at')}, 'because', h.succession, 'from', ${unit('f')},
           'to', ${unit('t')}, 'text', ${TEXT}) order by h.at, h.from_unit_id), '[]')
    from (select * from handover h1 where h1.post_id = ${x}.post_id and h1.from_unit_id = ${x}.unit_id
           union all
          select * from handover h2 where h2.post_id = ${x}.post_id and h2.to_unit_id = ${x}.unit_id) h
    join unit_mirror f on f.unit_id = h.from_unit_id
    join unit_mirror t on t.unit_id = h.to_unit_id)`;
