import type { DayKind } from '@guantong/contracts';
import type { Sql, Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

/** Where the city differs from the national calendar. */
@Injectable()
export class CalendarRepository {
  /** The path of the city, which the calendar belongs to. */
  async city(sql: Sql): Promise<string[]> {
    const [row] = await sql.query<{ path: string[] }>(`select path from unit where parent_id is null`);
    return row?.path ?? [];
  }

  async set(tx: Tx, date: string, kind: DayKind, name: string | null): Promise<void> {
    await tx.query(
      `insert into calendar_day (date, kind, name) values ($1, $2, $3)
       on conflict (date) do update set kind = excluded.kind, name = excluded.name`,
      [date, kind, name],
    );
  }

  async clear(tx: Tx, date: string): Promise<boolean> {
    return (await tx.query(`delete from calendar_day where date = $1 returning 1`, [date])).length === 1;
  }
}
