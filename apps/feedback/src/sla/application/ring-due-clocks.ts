import { CaseBreached, CaseClosed, CaseEscalated } from '@guantong/contracts';
import { Outbox } from '@guantong/messaging';
import { Database, sqlState } from '@guantong/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK_TRANSITIONS } from '../../case/application/clock-transitions.js';
import { FeedbackConfig } from '../../feedback-config.js';
import { DueCasesRepository, type RungCase } from '../persistence/due-cases-repository.js';

/** Batches in work at once, when a great many are due: one keeps one core of the database busy. */
const LANES = 2;
const SMALLEST_BATCH = 20;
/** SQLSTATE query_canceled: what statement_timeout ends a statement with. */
const TOOK_TOO_LONG = '57014';

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
    if (!(await this.due.anyDue())) return 0;
    const rung = await Promise.all(Array.from({ length: LANES }, () => this.drain()));
    return rung.reduce((sum, n) => sum + n);
  }

  /** A batch that the database cannot do within the time for a statement is tried again smaller, or it would never be done. */
  private async drain(): Promise<number> {
    let rung = 0;
    for (let size = this.config.SWEEP_BATCH; ;) {
      try {
        const batch = await this.ringBatch(size);
        if (batch === 0) return rung;
        rung += batch;
      } catch (error) {
        if (sqlState(error) !== TOOK_TOO_LONG || size <= SMALLEST_BATCH) throw error;
        size = Math.max(SMALLEST_BATCH, Math.floor(size / 4));
      }
    }
  }

  private ringBatch(size: number): Promise<number> {
    return this.database.transaction(async (tx) => {
      const rung = await this.due.ring(tx, size, CLOCK_TRANSITIONS);
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
