import {
  type CaseChange,
  CaseConfirmed,
  CaseMessaged,
  CaseReopened,
  CaseSubmitted,
  CaseWithdrawn,
  type EventDefinition,
} from '@guantong/contracts';
import { Outbox } from '@guantong/messaging';
import { Database } from '@guantong/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { FeedbackConfig } from '../../feedback-config.js';
import { CoarseAnnouncementRepository } from '../persistence/coarse-announcement-repository.js';

const EVENT_OF: Record<string, EventDefinition<CaseChange>> = {
  SUBMITTED: CaseSubmitted,
  CONFIRMED: CaseConfirmed,
  REOPENED: CaseReopened,
  WITHDRAWN: CaseWithdrawn,
  MESSAGE: CaseMessaged,
};

/** Tells of all that anonymous people did since the last tick, in one go, so that no message carries a moment of theirs. */
@Injectable()
export class AnnounceAnonymousSteps {
  constructor(
    private readonly database: Database,
    private readonly announcements: CoarseAnnouncementRepository,
    private readonly outbox: Outbox,
    @Inject(FeedbackConfig) private readonly config: FeedbackConfig,
  ) {}

  /** @returns how many steps were told of; 0 between ticks */
  async run(): Promise<number> {
    return this.database.transaction(async (tx) => {
      if (!(await this.announcements.claimTick(tx, this.config.ANONYMOUS_TICK))) return 0;
      const taken = await this.announcements.takeAll(tx);
      for (const [what, event] of Object.entries(EVENT_OF)) {
        const outgoing = taken
          .filter((a) => a.what === what)
          .map(({ change }) => ({ data: change, aggregateId: change.caseId }));
        await this.outbox.addAll(tx, event, outgoing);
      }
      return taken.length;
    });
  }
}
