import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { WorkerCase } from '@guantong/contracts';
import type { Databases } from './databases.js';
import type { Outcome, PersistentClient } from './persistent-client.js';

/** Pause of a worker between two cases, ms. */
const PAUSE_MS = 150;

interface Submission {
  /** Its text, which no other submission has. */
  text: string;
  outcome: Outcome<WorkerCase>;
}

/** Workers who keep submitting hazards while things break, and remember what they were told. */
export class CaseSubmitters {
  private readonly submissions: Submission[] = [];
  private readonly running: Promise<void>[];
  private stopping = false;

  constructor(workers: readonly PersistentClient[]) {
    this.running = workers.map((worker) => this.run(worker));
  }

  /** Ends when every worker has got an answer to the last case. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.running);
  }

  get accepted(): number {
    return this.submissions.filter(({ outcome }) => outcome.outcome === 'ACCEPTED').length;
  }

  /** Those that were not taken at the first try: the fault was felt. */
  get repeated(): number {
    return this.submissions.filter(({ outcome }) => outcome.tries > 1).length;
  }

  /** What is not as the workers were told; empty when all is exact. */
  async faults(databases: Databases): Promise<string[]> {
    const stored = await databases.query<{ id: string; text: string; state: string; assigned: number; told: number }>(
      'feedback',
      `with mine as (select id, text, state from feedback_case where text = any($1)),
       assigned as (select case_id, count(*)::int as n from case_event where what = 'ASSIGNED' group by 1),
       told as (select envelope::jsonb ->> 'subject' as case_id, count(*)::int as n from outbox
                 where type = 'evt.feedback.case.submitted.v1' group by 1)
       select mine.*, coalesce(assigned.n, 0) as assigned, coalesce(told.n, 0) as told
         from mine left join assigned on assigned.case_id = mine.id left join told on told.case_id = mine.id::text`,
      [this.submissions.map((submission) => submission.text)],
    );
    const byText = new Map<string, typeof stored>();
    for (const row of stored) byText.set(row.text, [...(byText.get(row.text) ?? []), row]);
    const faults: string[] = [];
    for (const { text, outcome } of this.submissions) {
      const rows = byText.get(text) ?? [];
      if (rows.length > 1) faults.push(`${text} exists ${rows.length} times (${outcome.outcome})`);
      if (outcome.outcome === 'REFUSED') faults.push(`${text} was refused: ${outcome.status} ${outcome.code}`);
      if (outcome.outcome === 'ACCEPTED' && !rows.some((row) => row.id === outcome.body.caseId))
        faults.push(`${text} was accepted and is not there`);
    }
    const unassigned = stored.filter((row) => row.assigned !== 1 || row.state !== 'ASSIGNED').length;
    if (unassigned > 0) faults.push(`${unassigned} hazards are not with the officer on duty exactly once`);
    const untold = stored.filter((row) => row.told !== 1).length;
    if (untold > 0) faults.push(`${untold} cases were not told of exactly once`);
    return faults;
  }

  private async run(worker: PersistentClient): Promise<void> {
    while (!this.stopping) {
      const text = `脚手架松动 ${randomUUID()}`;
      const outcome = await worker.untilTaken<WorkerCase>('POST', '/api/worker/cases', { kind: 'hazard', text });
      this.submissions.push({ text, outcome });
      await delay(PAUSE_MS);
    }
  }
}
