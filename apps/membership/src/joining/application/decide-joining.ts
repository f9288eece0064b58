import { type Actor, type Applicant, type ApproveJoiningRequest, fail, requireScope } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { AnnounceWorker } from '../../membership-place/application/announce-worker.js';
import { WorkerPlaces } from '../../membership-place/persistence/worker-places.js';
import { AskForTransfer } from '../../transfer/application/ask-for-transfer.js';
import { type HeldJoining, JoiningRepository } from '../persistence/joining-repository.js';
import { type FoundMatch, JoiningReader } from '../persistence/joining-reader.js';
import { JoinedWorkers } from '../persistence/joined-workers.js';

type Becoming = { workerId: string; transferId?: string };

/** The union says yes or no to somebody who wants to join. */
@Injectable()
export class DecideJoining {
  constructor(
    private readonly joinings: JoiningRepository,
    private readonly reader: JoiningReader,
    private readonly joined: JoinedWorkers,
    private readonly places: WorkerPlaces,
    private readonly transfers: AskForTransfer,
    private readonly announce: AnnounceWorker,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Somebody the roster knows is never entered twice: who has left comes back as the same worker with a new slot, a
   * member of another union is asked to transfer.
   *
   * @throws NOT_FOUND JOINING_NOT_OPEN JOINING_QUESTION CARD_NUMBER_TAKEN TRANSFER_OPEN
   */
  async approve(tx: Tx, actor: Actor, request: ApproveJoiningRequest): Promise<void> {
    const scope = requireScope(actor, 'roster.manage');
    const joining = await this.joinings.hold(tx, scope, request.joiningId);
    if (!joining.applicant || joining.state !== 'WAITING') throw fail('JOINING_NOT_OPEN');
    await this.joined.lockUnion(tx, joining.unitId);
    const matches = await this.reader.matches(tx, scope, joining.unitId, joining.applicant);
    const known = whoItIs(matches, request);
    const became = known
      ? await this.takeKnown(tx, actor, joining, joining.applicant, known)
      : { workerId: await this.joined.add(tx, joining.unitId, joining.applicant) };
    if (!became.transferId) await this.announce.run(tx, became.workerId);
    await this.joinings.decide(tx, joining.id, { state: 'APPROVED', ...became });
    await this.audit.record(tx, {
      actor,
      action: 'joining.approved',
      unitId: joining.unitId,
      subjectIds: [joining.id, became.workerId],
      detail: { person: known ? 'KNOWN' : 'NEW' },
    });
  }

  /** @throws NOT_FOUND JOINING_NOT_OPEN */
  async refuse(tx: Tx, actor: Actor, joiningId: string, reason: string): Promise<void> {
    const { id, unitId } = await this.joinings.hold(tx, requireScope(actor, 'roster.manage'), joiningId);
    await this.joinings.decide(tx, id, { state: 'REFUSED', reason });
    await this.audit.record(tx, { actor, action: 'joining.refused', unitId, subjectIds: [id] });
  }

  private async takeKnown(
    tx: Tx,
    actor: Actor,
    { unitId }: HeldJoining,
    applicant: Applicant,
    workerId: string,
  ): Promise<Becoming> {
    const worker = await this.places.hold(tx, workerId, [unitId]);
    if (worker.status === 'ACTIVE' && worker.unitId !== unitId) {
      return { workerId, transferId: await this.transfers.takeIn(tx, actor, workerId, unitId) };
    }
    if (worker.status === 'LEFT') {
      await this.places.moveTo(tx, worker, unitId, 'RETURNED');
      await this.joined.refresh(tx, workerId, applicant);
    }
    return { workerId };
  }
}

/** The worker meant, or undefined for somebody new. @throws JOINING_QUESTION CARD_NUMBER_TAKEN */
function whoItIs(matches: readonly FoundMatch[], { person, workerId }: ApproveJoiningRequest): string | undefined {
  if (person === 'KNOWN') {
    const meant = workerId ? matches.filter((match) => match.workerId === workerId) : matches;
    if (meant.length !== 1) throw fail('JOINING_QUESTION');
    return meant[0]?.id;
  }
  if (matches.length > 0 && person !== 'NEW') throw fail('JOINING_QUESTION');
  if (matches.some((match) => match.by.includes('CARD'))) throw fail('CARD_NUMBER_TAKEN');
  return undefined;
}
