import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';

/** Decides which copy of the service does a periodic piece of work: the first to ask after it has become due. */
@Injectable()
export class TimerLease {
  constructor(private readonly database: Database) {}

  /** True for one caller per `seconds`, by the database clock. */
  async take(name: string, seconds: number): Promise<boolean> {
    const taken = await this.database.query(
      `insert into timer_lease (name, due_at) values ($1, clock_timestamp() + make_interval(secs => $2))
       on conflict (name) do update set due_at = excluded.due_at where timer_lease.due_at <= clock_timestamp()
       returning name`,
      [name, seconds],
    );
    return taken.length === 1;
  }

  /** Makes it due again: what was taken on could not be done. */
  async giveBack(name: string): Promise<void> {
    await this.database.query(`update timer_lease set due_at = clock_timestamp() where name = $1`, [name]);
  }
}
