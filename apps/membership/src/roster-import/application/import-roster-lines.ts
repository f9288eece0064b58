import type { Scope } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import type { Step } from '../../file-import/application/file-processor.js';
import { SealedPhones } from '../../personal-data/sealed-phones.js';
import { isUnchanged, planBatch, type Recognition } from '../domain/batch-plan.js';
import type { PlacedLine } from '../domain/recognise.js';
import { RosterRepository, type WorkerToAdd } from '../persistence/roster-repository.js';
import { AnnounceWorkers } from './announce-workers.js';

/** Brings a thousand lines into the roster: some eight statements, however many lines there are. */
@Injectable()
export class ImportRosterLines {
  constructor(
    private readonly roster: RosterRepository,
    private readonly phones: SealedPhones,
    private readonly announce: AnnounceWorkers,
  ) {}

  async run(tx: Tx, importId: string, scope: Scope, lines: readonly PlacedLine[]): Promise<Omit<Step, 'rows'>> {
    if (lines.length === 0) return { added: 0, changed: 0, unchanged: 0, errors: [] };
    const slots = await this.roster.lockUnits(tx, [...new Set(lines.map((l) => l.unitId))]);
    const { recognised, errors } = planBatch(lines, await this.roster.candidates(tx, scope, lines));
    const fresh = await this.roster.meet(
      tx,
      importId,
      recognised.map((r) => ({ id: r.id, line: r.line.line })),
    );
    const accepted = recognised.filter((r) => fresh.has(r.id));
    for (const { id, line } of recognised) {
      if (!fresh.has(id)) errors.push({ sheet: line.sheet, line: line.line, column: '', code: 'SAME_PERSON_TWICE' });
    }

    const counts = new Map<string, { slots: number; members: number }>();
    const count = (unitId: string, given: number, members: number) => {
      const so = counts.get(unitId) ?? { slots: 0, members: 0 };
      counts.set(unitId, { slots: so.slots + given, members: so.members + members });
    };
    const write = ({ id, line, before }: Recognition): WorkerToAdd => {
      const moves = before?.unitId !== line.unitId;
      const slot = moves ? (slots.get(line.unitId) ?? 0) : before.slot;
      if (moves) slots.set(line.unitId, slot + 1);
      if (moves && before?.status === 'ACTIVE') count(before.unitId, 0, -1);
      if (moves || before.status !== 'ACTIVE') count(line.unitId, moves ? 1 : 0, 1);
      const newPhone = line.phone !== null && line.phoneIndex !== before?.phoneIndex;
      return { ...line, id, slot, sealed: newPhone ? this.phones.seal(line.phone as string) : null };
    };
    const toAdd = accepted.filter((r) => !r.before).map(write);
    const toChange = accepted.filter((r) => r.before && !isUnchanged(r)).map(write);
    const written = [...(await this.roster.add(tx, toAdd)), ...(await this.roster.change(tx, toChange))];
    if (counts.size > 0) await this.roster.countMembers(tx, counts);
    if (written.length > 0) await this.announce.run(tx, written);
    return {
      added: toAdd.length,
      changed: toChange.length,
      unchanged: accepted.length - toAdd.length - toChange.length,
      errors,
    };
  }
}
