import type { Sql } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { IN_FORCE_DAYS } from '../../post-mirror/domain/in-force.js';
import type { PlaceMove } from '../domain/moves-of.js';

/** What was not read goes along as long as it is in force; what was read stays read for so long. Older posts are far down in anybody's inbox. */
const READ_DAYS = 365;
/** Moves in one statement: with some hundred posts each, some 50,000 rows. */
const MOVES_AT_ONCE = 250;

const bit = (bits: string): string =>
  `case when m.from_slot < length(${bits}) then get_bit(${bits}, m.from_slot) = 1 else false end`;

/**
 * What a worker takes along to another union: which posts he has read there, and that he goes on being counted there for
 * them. Nothing of the old union's figures changes.
 *
 * Reads the deliveries of the old union of each move by delivery_inbox.
 */
const CARRY = `
  with move as (
    select * from unnest($1::uuid[], $2::int[], $3::uuid[], $4::int[]) as m (from_unit, from_slot, to_unit, to_slot)),
  had as (
    select m.*, d.post_id, ${bit('d.audience')} as counted, p.published_at, l.counted_unit_id, l.counted_slot,
           greatest(
             case when ${bit('d.read_current')} then d.read_revision when ${bit('d.read')} then 1 else 0 end,
             coalesce(l.read_revision, 0)) as read_revision,
           ${bit('d.confirmed')} or coalesce(l.confirmed, false) as confirmed, l.post_id is not null as late
      from move m
      join delivery d on d.unit_id = m.from_unit
      join post_mirror p on p.post_id = d.post_id and p.published_at > now() - make_interval(days => ${READ_DAYS})
      left join late_receipt l on l.unit_id = m.from_unit and l.slot = m.from_slot and l.post_id = d.post_id)
  insert into late_receipt as r (unit_id, slot, post_id, read_revision, confirmed, counted_unit_id, counted_slot)
  select distinct on (to_unit, to_slot, post_id) to_unit, to_slot, post_id, read_revision, confirmed,
         case when counted then from_unit else counted_unit_id end, case when counted then from_slot else counted_slot end
    from had
   where read_revision > 0 or ((counted or late) and published_at > now() - make_interval(days => ${IN_FORCE_DAYS}))
   order by to_unit, to_slot, post_id, counted desc, read_revision desc
  on conflict (unit_id, slot, post_id) do update set
    read_revision = greatest(r.read_revision, excluded.read_revision), confirmed = r.confirmed or excluded.confirmed,
    counted_unit_id = coalesce(r.counted_unit_id, excluded.counted_unit_id),
    counted_slot = coalesce(r.counted_slot, excluded.counted_slot)`;

@Injectable()
export class CarriedReceiptsRepository {
  async carry(tx: Sql, moves: readonly PlaceMove[]): Promise<void> {
    for (let i = 0; i < moves.length; i += MOVES_AT_ONCE) {
      const some = moves.slice(i, i + MOVES_AT_ONCE);
      await tx.query(CARRY, [
        some.map((m) => m.from.unitId),
        some.map((m) => m.from.slot),
        some.map((m) => m.to.unitId),
        some.map((m) => m.to.slot),
      ]);
    }
    await this.remove(
      tx,
      moves.map((m) => m.from),
    );
  }

  /** What was noted of these places beyond the bitmaps; the receipts that count stay where they count. */
  async remove(tx: Sql, places: readonly { unitId: string; slot: number }[]): Promise<void> {
    if (places.length === 0) return;
    await tx.query(
      `delete from late_receipt l using (select distinct unit_id, slot from unnest($1::uuid[], $2::int[]) as p (unit_id, slot)) p
        where l.unit_id = p.unit_id and l.slot = p.slot`,
      [places.map((p) => p.unitId), places.map((p) => p.slot)],
    );
  }
}
