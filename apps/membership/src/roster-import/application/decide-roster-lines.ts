import type { Scope } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { SealedPhones } from '../../personal-data/sealed-phones.js';
import { planBatch, refused, type Verdict } from '../domain/batch-plan.js';
import type { PlacedLine } from '../domain/recognise.js';
import { PlannedWorkers } from '../persistence/planned-workers.js';
import { type CheckedLine, RosterLineRepository } from '../persistence/roster-line-repository.js';
import { RosterRepository } from '../persistence/roster-repository.js';

/** In what import, and within what bounds, lines are worked on. */
export interface LinesContext {
  importId: string;
  scope: Scope;
  /** Nothing is to be written to workers. */
  dryRun: boolean;
  /** A dry run came before. */
  checked: boolean;
  /** Every other line of the file has been worked on: a question about this one is answered afterwards. */
  afterwards?: boolean;
  unitName: (id: string) => string;
}

/** Says what a thousand lines come to, without writing anything to workers. */
@Injectable()
export class DecideRosterLines {
  constructor(
    private readonly roster: RosterRepository,
    private readonly planned: PlannedWorkers,
    private readonly results: RosterLineRepository,
    private readonly phones: SealedPhones,
  ) {}

  async run(tx: Tx, context: LinesContext, written: readonly PlacedLine[]): Promise<Verdict[]> {
    const { importId, scope, dryRun } = context;
    const before = context.checked ? await this.checkedLines(tx, importId, written) : undefined;
    const lines = before
      ? written.map((line) => {
          const answer = before.get(line.seq)?.answer;
          return answer ? { ...line, answer } : line;
        })
      : written;
    const found = await this.roster.candidates(tx, scope, lines);
    const candidates = dryRun ? await this.planned.amend(tx, importId, lines, found) : found;
    const verdicts = planBatch(lines, { candidates, unitName: context.unitName });
    await this.showOldPhones(tx, verdicts);
    const once = await this.onlyOnce(tx, context, verdicts);
    return before ? once.map((v) => asChecked(v, before.get(v.line.seq))) : once;
  }

  private checkedLines(tx: Tx, importId: string, lines: readonly PlacedLine[]): Promise<Map<number, CheckedLine>> {
    return this.results.checked(tx, importId, lines[0]?.seq ?? 0, lines.at(-1)?.seq ?? -1);
  }

  /** Two lines about one person: the first counts, however far apart they are. Nobody has met those who are new. */
  private async onlyOnce(tx: Tx, context: LinesContext, verdicts: readonly Verdict[]): Promise<Verdict[]> {
    const known = verdicts.filter((v) => isAboutWorker(v) && v.before);
    if (known.length === 0) return [...verdicts];
    const [from, to] = [verdicts[0]?.line.seq ?? 0, verdicts.at(-1)?.line.seq ?? -1];
    const ids = known.map((v) => v.id as string);
    const again = await this.results.metElsewhere(tx, context.importId, ids, {
      before: from,
      behind: context.afterwards ? to : null,
    });
    return verdicts.map((v) =>
      isAboutWorker(v) && again.has(v.id as string) ? refused(v.line, 'SAME_PERSON_TWICE') : v,
    );
  }

  private async showOldPhones(tx: Tx, verdicts: readonly Verdict[]): Promise<void> {
    const changing = verdicts.flatMap((v) =>
      v.changes.filter(([field]) => field === 'phone').map((c) => [v.id, c] as const),
    );
    if (changing.length === 0) return;
    const rows = await this.roster.sealedPhones(
      tx,
      changing.map(([id]) => id as string),
    );
    const masked = new Map(rows.map((row) => [row.id, this.phones.masked(row.phone, row.phoneKey)]));
    for (const [id, change] of changing) change[1] = masked.get(id as string) ?? null;
  }
}

/** Worked on, or found as it should be; not asked about, refused or somebody else's. */
const isAboutWorker = ({ outcome }: Verdict): boolean =>
  outcome === 'ADDED' || outcome === 'CHANGED' || outcome === 'MOVED' || outcome === 'UNCHANGED';

/**
 * What was checked is done, or nothing is: the same person, the same union, the same values before and after. That
 * somebody has meanwhile entered it by hand does no harm.
 */
function asChecked(now: Verdict, then: CheckedLine | undefined): Verdict {
  const same =
    then?.outcome === now.outcome &&
    (now.outcome === 'ADDED' || now.outcome === 'QUESTION' || now.outcome === 'REFUSED' || then.workerId === now.id) &&
    JSON.stringify(then.changes) === JSON.stringify(now.changes);
  if (same || now.outcome === 'UNCHANGED') return now;
  // it has a line in the file all the same: nobody is to take it for absent, or count another line instead
  return { ...refused(now.line, 'CHANGED_SINCE_CHECK'), id: now.before ? now.id : null };
}
