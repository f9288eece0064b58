import {
  type Actor,
  type CorrectedFields,
  type CorrectionBody,
  fail,
  requireScope,
  requireWorker,
} from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { AnnounceWorker } from '../../membership-place/application/announce-worker.js';
import { WorkerPlaces } from '../../membership-place/persistence/worker-places.js';
import { isPastDate } from '../../personal-data/past-date.js';
import { CorrectionReader } from '../persistence/correction-reader.js';
import { CorrectionRepository } from '../persistence/correction-repository.js';

/** What the roster has wrong: said by the worker, put right by the union. */
@Injectable()
export class CorrectRoster {
  constructor(
    private readonly corrections: CorrectionRepository,
    private readonly reader: CorrectionReader,
    private readonly places: WorkerPlaces,
    private readonly announce: AnnounceWorker,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws NOTHING_TO_CORRECT CORRECTION_OPEN VALIDATION_FAILED */
  async ask(tx: Tx, actor: Actor, { fields: said, note }: CorrectionBody): Promise<string> {
    const { id: workerId, unitId } = requireWorker(actor);
    const fields = readFields(said);
    if (!(await this.corrections.differs(tx, workerId, fields))) throw fail('NOTHING_TO_CORRECT');
    const id = await this.corrections.ask(tx, workerId, { fields, note: note ?? null });
    await this.audit.record(tx, { actor, action: 'correction.asked', unitId, subjectIds: [id, workerId] });
    return id;
  }

  /** @throws NOT_FOUND CORRECTION_NOT_OPEN CARD_NUMBER_TAKEN WORKER_HAS_LEFT */
  async approve(tx: Tx, actor: Actor, correctionId: string): Promise<void> {
    const { workerId, fields } = await this.reader.get(tx, requireScope(actor, 'roster.manage'), correctionId);
    const worker = await this.places.hold(tx, workerId);
    if (worker.status !== 'ACTIVE') throw fail('WORKER_HAS_LEFT');
    await this.corrections.decide(tx, correctionId, 'APPROVED');
    await this.corrections.apply(tx, workerId, fields);
    await this.announce.run(tx, workerId);
    await this.audit.record(tx, {
      actor,
      action: 'correction.approved',
      unitId: worker.unitId,
      subjectIds: [correctionId, workerId],
      detail: { fields: Object.keys(fields).join(' ') },
    });
  }

  /** @throws NOT_FOUND CORRECTION_NOT_OPEN */
  async refuse(tx: Tx, actor: Actor, correctionId: string, reason: string): Promise<void> {
    const { workerId } = await this.reader.get(tx, requireScope(actor, 'roster.manage'), correctionId);
    const { unitId } = await this.places.hold(tx, workerId);
    await this.corrections.decide(tx, correctionId, 'REFUSED', reason);
    await this.audit.record(tx, {
      actor,
      action: 'correction.refused',
      unitId,
      subjectIds: [correctionId, workerId],
    });
  }
}

/** In the form in which the roster has it; without what was left out. */
function readFields(said: CorrectedFields): CorrectedFields {
  const given = Object.entries(said).filter(([, value]) => value !== undefined && value !== null);
  const fields: CorrectedFields = Object.fromEntries(given);
  const today = new Date().toISOString().slice(0, 10);
  if (fields.birthDate && !isPastDate(fields.birthDate, today)) {
    throw fail('VALIDATION_FAILED', {}, [{ field: 'fields.birthDate', rule: 'matches' }]);
  }
  return {
    ...fields,
    ...(fields.name && { name: fields.name.trim() }),
    ...(fields.trade && { trade: fields.trade.trim() }),
    ...(fields.cardNumber && {
      cardNumber: fields.cardNumber.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase(),
    }),
  };
}
