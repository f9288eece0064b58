import { type Actor, requireScope, requireWorker } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { WorkerReader } from '../../worker/persistence/worker-reader.js';
import { requireUnit } from '../persistence/require-unit.js';
import { SecondaryMemberships } from '../persistence/secondary-memberships.js';
import { UnionReader } from '../persistence/union-reader.js';
import { WorkerPlaces } from '../persistence/worker-places.js';
import { AnnounceWorker } from './announce-worker.js';

/**
 * Unions besides the own one. Either union may add and end; the worker may end, and asks to be added by a transfer of
 * the kind SECOND. Being added against one's will is ended by oneself, at once.
 */
@Injectable()
export class ChangeSecondUnions {
  constructor(
    private readonly workers: WorkerReader,
    private readonly places: WorkerPlaces,
    private readonly seconds: SecondaryMemberships,
    private readonly unions: UnionReader,
    private readonly announce: AnnounceWorker,
    private readonly audit: AuditTrail,
  ) {}

  /** By the own union. @throws NOT_FOUND ALREADY_MEMBER TOO_MANY_UNIONS UNIT_TAKES_NO_MEMBERS */
  async add(tx: Tx, actor: Actor, workerId: string, unitId: string): Promise<void> {
    await this.workers.get(requireScope(actor, 'roster.manage'), workerId, tx);
    await this.put(tx, actor, workerId, unitId);
  }

  /** By the other union, of somebody it cannot look up. @throws NOT_FOUND PERSON_NOT_MATCHED and as above */
  async addByCard(tx: Tx, actor: Actor, unitId: string, cardNumber: string, name: string): Promise<void> {
    await requireUnit(tx, requireScope(actor, 'roster.manage'), unitId);
    await this.put(tx, actor, await this.unions.idByCard(tx, cardNumber, name), unitId);
  }

  /** By either union. @throws NOT_FOUND */
  async end(tx: Tx, actor: Actor, workerId: string, unitId: string): Promise<void> {
    await this.seconds.requireSayOver(tx, requireScope(actor, 'roster.manage'), workerId, unitId);
    await this.take(tx, actor, workerId, unitId);
  }

  /** By the worker. @throws NOT_FOUND */
  async endOwn(tx: Tx, actor: Actor, unitId: string): Promise<void> {
    await this.take(tx, actor, requireWorker(actor).id, unitId);
  }

  private async put(tx: Tx, actor: Actor, workerId: string, unitId: string): Promise<void> {
    const held = await this.places.hold(tx, workerId, [unitId]);
    await this.seconds.add(tx, held, unitId, 'ADDED');
    await this.announce.run(tx, workerId);
    await this.audit.record(tx, { actor, action: 'worker.second-union.added', unitId, subjectIds: [workerId] });
  }

  private async take(tx: Tx, actor: Actor, workerId: string, unitId: string): Promise<void> {
    await this.places.hold(tx, workerId);
    await this.seconds.end(tx, workerId, unitId);
    await this.announce.run(tx, workerId);
    await this.audit.record(tx, { actor, action: 'worker.second-union.ended', unitId, subjectIds: [workerId] });
  }
}
