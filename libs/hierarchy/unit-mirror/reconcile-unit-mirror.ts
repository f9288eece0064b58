import { SYSTEM, UnitDigest, UnitRevisions, UnitStates, type UnitStateV1 } from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { Database, type Tx } from '@guantong/persistence';
import { Injectable } from '@nestjs/common';
import { type DifferingUnit, UnitMirrorRepository } from './unit-mirror-repository.js';

/** Ids and revisions asked for at once: some 250 kB. */
const PAGE = 5000;
/** States asked for at once: 500 of the longest possible are 850 kB, and a message may have 1 MB. */
const BATCH = 500;

export interface MirrorRepair {
  /** Another copy of this service was at it. */
  busy: boolean;
  /** Rows put right. */
  mended: number;
}

/**
 * Compares the mirror with membership and mends it: whatever the broker has lost, and all of it in a new service.
 * Two numbers are enough when all is well. Every write is guarded by revisions, so changes that arrive meanwhile, or
 * a second copy of the service at the same work, do no harm.
 */
@Injectable()
export class ReconcileUnitMirror {
  constructor(
    private readonly database: Database,
    private readonly rpc: RpcClient,
    private readonly mirror: UnitMirrorRepository,
  ) {}

  /** @throws SERVICE_UNAVAILABLE, SERVICE_TIMEOUT when membership is away: try again later, nothing is half done */
  run(): Promise<MirrorRepair> {
    // This transaction holds the lock and nothing else; what is mended is committed batch by batch beside it, so that
    // no row stays locked while we wait for membership.
    return this.database.transaction(async (lock) => {
      const [row] = await lock.query<{ mine: boolean }>(
        `select pg_try_advisory_xact_lock(hashtext('guantong.reconcile-unit-mirror')) as mine`,
      );
      if (!row?.mine) return { busy: true, mended: 0 };
      const [theirs, ours] = [await this.rpc.call(UnitDigest, {}, SYSTEM), await this.mirror.digest(this.database)];
      if (theirs.count === ours.count && theirs.revisionSum === ours.revisionSum) return { busy: false, mended: 0 };
      return { busy: false, mended: await this.mendAll(lock) };
    });
  }

  private async mendAll(lock: Tx): Promise<number> {
    let mended = 0;
    let after: string | null = null;
    for (;;) {
      const page: { units: [id: string, revision: number][] } = await this.rpc.call(
        UnitRevisions,
        { limit: PAGE, ...(after && { after }) },
        SYSTEM,
      );
      const isLast = page.units.length < PAGE;
      const differing = await this.mirror.differing(this.database, page.units, after, isLast);
      for (let i = 0; i < differing.length; i += BATCH) {
        mended += await this.mend(differing.slice(i, i + BATCH));
        await lock.query('select 1'); // an idle transaction is ended after 30 s
      }
      if (isLast) return mended;
      after = page.units.at(-1)?.[0] ?? null;
    }
  }

  /**
   * What membership says of a unit now is at least as new as any row we saw before asking. So a row that is still ahead
   * of the answer, or has none, cannot have come from membership as it is.
   */
  private async mend(differing: readonly DifferingUnit[]): Promise<number> {
    const { units } = await this.rpc.call(UnitStates, { unitIds: differing.map((d) => d.unitId) }, SYSTEM);
    const known = new Set(units.map((unit) => unit.unitId));
    const seen = new Map(differing.flatMap((d) => (d.ownRevision === null ? [] : [[d.unitId, d.ownRevision]])));
    const isBehindUs = (unit: UnitStateV1) => unit.revision < (seen.get(unit.unitId) ?? 0);
    const surplus = differing.map((d) => d.unitId).filter((id) => !known.has(id));
    return this.database.transaction(
      async (tx) =>
        (await this.mirror.upsert(tx, units)) +
        (await this.mirror.replace(tx, units.filter(isBehindUs), seen)) +
        (await this.mirror.remove(tx, surplus, seen)),
    );
  }
}
