import { CaseBreached, CaseClosed, CaseEscalated } from '@guantong/contracts';
import { Outbox } from '@guantong/messaging';
import { Database } from '@guantong/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK_TRANSITIONS } from '../../case/application/clock-transitions.js';
import { FeedbackConfig } from '../../feedback-config.js';
import { DueCasesRepository, type RungCase } from '../persistence/due-cases-repository.js';

/** Lets every clock ring that is due: an unanswered case climbs by itself. */
@Injectable()
export class RingDueClocks {
  constructor(
    private readonly database: Database,
    private readonly due: DueCasesRepository,
    private readonly outbox: Outbox,
    @Inject(FeedbackConfig) private readonly config: FeedbackConfig,
  ) {}

  /** @returns how many rang; bounded batches, one transaction each, until none is due or somebody else has the rest */
  async run(): Promise<number> {
    let rung = 0;
    while (await this.due.anyDue()) {
      const batch = await this.ringBatch();
      rung += batch;
      if (batch === 0) break;
    }
    return rung;
  }

  private ringBatch(): Promise<number> {
    return this.database.transaction(async (tx) => {
      const rung = await this.due.ring(tx, this.config.SWEEP_BATCH, CLOCK_TRANSITIONS);
      const of = (outcome: RungCase['outcome']) => rung.filter((r) => r.outcome === outcome);
      const plain = ({ change }: RungCase) => ({ data: change, aggregateId: change.caseId });
      await this.outbox.addAll(
        tx,
        CaseEscalated,
        of('ESCALATED').map(({ change, fromUnitId }) => ({
          data: { ...change, fromUnitId, reason: 'BREACH' as const },
          aggregateId: change.caseId,
        })),
      );
      await this.outbox.addAll(tx, CaseBreached, of('BREACHED').map(plain));
      await this.outbox.addAll(tx, CaseClosed, of('CLOSED').map(plain));
      return rung.length;
    });
  }
}
