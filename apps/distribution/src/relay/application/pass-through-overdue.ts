import { Database, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { DeliverToMembers } from '../../delivery/application/deliver-to-members.js';
import { DistributionConfig } from '../../distribution-config.js';
import { RelayRepository } from '../persistence/relay-repository.js';
import { AnnounceForwarded } from './announce-forwarded.js';

/**
 * Must-forward posts that waited past their deadline go on by themselves. The deadline is held against the database
 * clock, and a row is taken by one copy of the service only, so each passes through exactly once.
 */
@Injectable()
export class PassThroughOverdue {
  constructor(
    private readonly database: Database,
    private readonly relays: RelayRepository,
    private readonly deliver: DeliverToMembers,
    private readonly announce: AnnounceForwarded,
    private readonly config: DistributionConfig,
  ) {}

  /** Resolves to how many units were passed through. Idle, it is one look at two empty partial indexes. */
  async run(): Promise<number> {
    let passed = 0;
    while (await this.anyDue()) {
      const batch = await this.database.transaction((tx) => this.passBatch(tx));
      if (batch === 0) break; // the rest is in another copy's hands, or was recalled
      passed += batch;
    }
    return passed;
  }

  private async anyDue(): Promise<boolean> {
    const rows = await this.database.hotQuery(
      'pass-through-any-due',
      `select 1 where exists (select 1 from relay where state = 'PENDING' and deadline_at <= now())
                   or exists (select 1 from delivery where state = 'PENDING' and deadline_at <= now())`,
    );
    return rows.length > 0;
  }

  private async passBatch(tx: Tx): Promise<number> {
    const relays = await this.relays.passThroughOverdue(tx, this.config.PASS_THROUGH_BATCH);
    await this.announce.runAll(tx, relays);
    const opened = await this.deliver.passThroughOverdue(tx, this.config.PASS_THROUGH_BATCH);
    return relays.length + opened;
  }
}
