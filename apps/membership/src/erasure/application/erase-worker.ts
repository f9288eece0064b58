import { randomInt } from 'node:crypto';
import { type Actor, ERASURE_PHRASE, type ErasureAsked, fail, requireWorker, WorkerErased } from '@guantong/contracts';
import { Outbox } from '@guantong/messaging';
import { Database, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { WorkerAccounts } from '../../account/persistence/worker-accounts.js';
import { AuditTrail } from '../../audit/audit-trail.js';
import { AnnounceWorker } from '../../membership-place/application/announce-worker.js';
import { WorkerPlaces } from '../../membership-place/persistence/worker-places.js';
import { BlindIndex } from '../../personal-data/blind-index.js';
import { retryOnConflict } from '../../roster-import/application/retry-on-conflict.js';
import { TransferRepository } from '../../transfer/persistence/transfer-repository.js';
import { ErasureRepository } from '../persistence/erasure-repository.js';
import { ForgetInImports } from '../persistence/forget-in-imports.js';

/** Erases all that is held of the worker who asks for it, in two steps. */
@Injectable()
export class EraseWorker {
  constructor(
    private readonly database: Database,
    private readonly erasures: ErasureRepository,
    private readonly imports: ForgetInImports,
    private readonly places: WorkerPlaces,
    private readonly transfers: TransferRepository,
    private readonly accounts: WorkerAccounts,
    private readonly announce: AnnounceWorker,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    private readonly blindIndex: BlindIndex,
  ) {}

  /** Not kept under an Idempotency-Key: the code would be kept with it. */
  async ask(actor: Actor): Promise<ErasureAsked> {
    const { id } = requireWorker(actor);
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const expiresAt = await this.database.transaction((tx) => this.erasures.ask(tx, id, this.hashOf(id, code)));
    return { code, phrase: ERASURE_PHRASE, expiresAt };
  }

  /** @throws ERASURE_NOT_CONFIRMED */
  async confirm(actor: Actor, { code, phrase }: { code: string; phrase: string }): Promise<void> {
    const { id } = requireWorker(actor);
    const hash = this.hashOf(id, code.normalize('NFKC').replaceAll(/\s/g, ''));
    const right = await this.database.transaction((tx) => this.erasures.tryCode(tx, id, hash));
    if (!right || phrase.trim() !== ERASURE_PHRASE) throw fail('ERASURE_NOT_CONFIRMED');
    await retryOnConflict(() => this.database.transaction((tx) => this.run(tx, actor, id)));
  }

  private async run(tx: Tx, actor: Actor, workerId: string): Promise<void> {
    const worker = await this.places.hold(tx, workerId);
    const phoneIndex = await this.erasures.phoneIndex(tx, workerId);
    if (worker.status === 'ACTIVE') await this.places.leave(tx, worker, { kind: 'ERASED', on: await today(tx) });
    await this.transfers.endAllOf(tx, workerId);
    await this.imports.run(tx, workerId);
    await this.erasures.emptyRow(tx, worker);
    await this.erasures.emptyRequests(tx, workerId, phoneIndex);
    if (phoneIndex) await this.erasures.forgetPhone(tx, phoneIndex);
    await this.accounts.empty(tx, workerId);
    await this.announce.run(tx, workerId);
    await this.outbox.add(tx, WorkerErased, { data: { workerId }, aggregateId: workerId });
    await this.audit.record(tx, { actor, action: 'worker.erased', unitId: worker.unitId, subjectIds: [workerId] });
  }

  private hashOf(workerId: string, code: string): Buffer {
    return this.blindIndex.of('erasure-code', `${workerId}:${code}`);
  }
}

async function today(tx: Tx): Promise<string> {
  const [row] = await tx.query<{ today: string }>(`select (now() at time zone 'Asia/Shanghai')::date::text as today`);
  return row?.today ?? '';
}
