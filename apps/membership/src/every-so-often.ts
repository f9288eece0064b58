import { PeriodicTask } from '@guantong/host';
import { Database } from '@guantong/persistence';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { JoiningRepository } from './joining/persistence/joining-repository.js';
import { MembershipConfig } from './membership-config.js';
import { SettleDueTransfers } from './transfer/application/settle-due-transfers.js';

/** Does what the passing of time makes necessary; any number of copies may. What is due, the database's clock says. */
@Injectable()
export class EverySoOften implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly tasks: readonly PeriodicTask[];

  constructor(
    database: Database,
    transfers: SettleDueTransfers,
    joinings: JoiningRepository,
    config: MembershipConfig,
  ) {
    const every = config.SWEEP_INTERVAL_MS;
    this.tasks = [
      new PeriodicTask('SettleDueTransfers', every, () => transfers.run()),
      new PeriodicTask('SweepJoinings', every, () => database.transaction((tx) => joinings.sweep(tx))),
    ];
  }

  onApplicationBootstrap(): void {
    for (const task of this.tasks) task.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.tasks.map((task) => task.stop()));
  }
}
