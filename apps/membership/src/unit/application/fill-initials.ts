import { setImmediate as turn } from 'node:timers/promises';
import { Database } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { UnitRepository } from '../persistence/unit-repository.js';
import { searchInitials } from './initials-of.js';

/** Some 20 ms of work: other requests get their turn in between. */
const AT_ONCE = 200;

/** Works out the pinyin initials of units that a file has given another name, or that are older than initials. */
@Injectable()
export class FillInitials {
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly units: UnitRepository,
  ) {}

  /** @returns how many */
  async run(): Promise<number> {
    for (let filled = 0; ;) {
      const some = await this.fillSome();
      filled += some;
      if (some < AT_ONCE || this.stopping) return filled;
      await turn();
    }
  }

  /** A whole city takes a minute, longer than a service has for its end; the next start goes on. */
  stop(): void {
    this.stopping = true;
  }

  private fillSome(): Promise<number> {
    return this.database.transaction(async (tx) => {
      const names = await this.units.withoutInitials(tx, AT_ONCE);
      if (names.length === 0) return 0;
      const filled = names.map(({ id, name, shortName }) => ({ id, initials: searchInitials(name, shortName) }));
      await this.units.keepInitials(tx, filled);
      return filled.length;
    });
  }
}
