import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

/** Rows taken at once: some 50 ms. */
const AT_ONCE = 10_000;

/** Counts of what is below a unit; what they are and why: migration 0012. */
@Injectable()
export class TallyRepository {
  constructor(private readonly database: Database) {}

  /**
   * Takes changes into the counts, in one statement each time, so that the sum that readers see is the same before and
   * after. Two copies take different rows and write the counts in the same order. Gives how many changes there were.
   */
  async fold(): Promise<number> {
    for (let folded = 0; ;) {
      const [row] = await this.database.query<{ taken: number }>(
        `with taken as (
           delete from unit_tally_change
            where ctid = any(array(select ctid from unit_tally_change limit ${AT_ONCE} for update skip locked))
           returning unit_id, units, workers),
         folded as (
           insert into unit_tally as t (unit_id, units, workers)
           select unit_id, sum(units), sum(workers) from taken group by unit_id order by unit_id
           on conflict (unit_id) do update set units = t.units + excluded.units, workers = t.workers + excluded.workers)
         select count(*)::int as taken from taken`,
      );
      const taken = row?.taken ?? 0;
      folded += taken;
      if (taken < AT_ONCE) return folded;
    }
  }
}
