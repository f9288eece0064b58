import { PeriodicTask } from '@guantong/host';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { MembershipConfig } from '../../membership-config.js';
import { TallyRepository } from '../persistence/tally-repository.js';
import { CarryOutPlannedChanges } from './carry-out-planned-changes.js';
import { FillInitials } from './fill-initials.js';

/** What the tree needs again and again. Any number of copies may: each piece of work is safe against others. */
@Injectable()
export class KeepTree implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly tasks: readonly PeriodicTask[];

  constructor(
    planned: CarryOutPlannedChanges,
    tallies: TallyRepository,
    private readonly initials: FillInitials,
    config: MembershipConfig,
  ) {
    const every = config.TREE_POLL_MS;
    this.tasks = [
      new PeriodicTask('PlannedUnitChanges', every, () => planned.run()),
      new PeriodicTask('UnitTallies', every, () => tallies.fold()),
      new PeriodicTask('UnitInitials', every, () => initials.run()),
    ];
  }

  onApplicationBootstrap(): void {
    for (const task of this.tasks) task.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.initials.stop();
    await Promise.all(this.tasks.map((task) => task.stop()));
  }
}
