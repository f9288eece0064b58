import { type Actor, fail, type HeldAboutMe, requireWorker } from '@guantong/contracts';
import { Injectable } from '@nestjs/common';
import { CorrectionReader } from '../../correction/persistence/correction-reader.js';
import { UnionReader } from '../../membership-place/persistence/union-reader.js';
import { SessionReader } from '../../session/persistence/session-reader.js';
import { TransferReader } from '../../transfer/persistence/transfer-reader.js';
import { WorkerReader } from '../../worker/persistence/worker-reader.js';
import { ConsentRepository } from '../persistence/consent-repository.js';
import { ContactRepository } from '../persistence/contact-repository.js';
import { OwnAuditReader } from '../persistence/own-audit-reader.js';

/** Everything this service holds about the worker who asks. */
@Injectable()
export class ReadHeldData {
  constructor(
    private readonly workers: WorkerReader,
    private readonly unions: UnionReader,
    private readonly contacts: ContactRepository,
    private readonly consents: ConsentRepository,
    private readonly sessions: SessionReader,
    private readonly transfers: TransferReader,
    private readonly corrections: CorrectionReader,
    private readonly audit: OwnAuditReader,
  ) {}

  async run(actor: Actor): Promise<HeldAboutMe> {
    const { id } = requireWorker(actor);
    if (!actor.accountId) throw fail('UNAUTHENTICATED');
    const [record, unions, preferences, consents, sessions, transfers, corrections, done] = await Promise.all([
      this.workers.own(id),
      this.unions.own(id),
      this.contacts.preferences(id),
      this.consents.own(id),
      this.sessions.ofAccount(actor.accountId, actor.sessionId),
      this.transfers.own(id),
      this.corrections.own(id),
      this.audit.own(id),
    ]);
    return { record, unions, preferences, consents, sessions, transfers, corrections, done };
  }
}
