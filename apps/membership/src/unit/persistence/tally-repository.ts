import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

/** Rows taken at once: some 50 ms. */
const AT_ONCE = 10_000;

/** Counts of what is below a unit, now and by day; what they are and why: migrations 0012 and 0060. */
@Injectable()
export class TallyRepository {
  constructor(private readonly database: Database) {}

  /**
   * Takes changes into the counts, in one statement each time, so that the sum that readers see is the same before and
   * after. Two copies take different rows and write the counts in the same order. Gives how many changes there were.
   */
  async fold(): Promise<number> {
    return (
      (await this.foldInto('unit_tally', ['unit_id'], ['units', 'workers'])) +
      (await this.foldInto('unit_day_tally', ['unit_id', 'day'], ['units']))
    );
  }

  private async foldInto(tally: string, key: readonly string[], counts: readonly string[]): Promise<number> {
    const of = (column: (count: string) => string): string => counts.map(column).join(', ');
    for (let folded = 0; ;) {
      const [row] = await this.database.query<{ taken: number }>(
        `with taken as (
           delete from ${tally}_change
            where ctid = any(array(select ctid from ${tally}_change limit ${AT_ONCE} for update skip locked))
           returning *),
         folded as (
           insert into ${tally} as t (${key.join(', ')}, ${counts.join(', ')})
           select ${key.join(', ')}, ${of((n) => `sum(${n})`)} from taken group by ${key.join(', ')} order by ${key.join(', ')}
           on conflict (${key.join(', ')}) do update set ${of((n) => `${n} = t.${n} + excluded.${n}`)})
         select count(*)::int as taken from taken`,
      );
      const taken = row?.taken ?? 0;
      folded += taken;
      if (taken < AT_ONCE) return folded;
    }
  }
}
