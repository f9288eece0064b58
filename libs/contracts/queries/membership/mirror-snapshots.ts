import { UnitStateV1 } from '../../events/membership/unit-state.v1.js';
import { MirroredWorker } from '../../events/membership/workers-changed.v1.js';
import { Id, IdList, Int } from '../../fields.js';
import { defineQuery } from '../../rpc-definition.js';

/** Asked by services that keep a mirror (SYSTEM), to find out whether it is exact and to mend it. */
export class DigestRequest {}
/** Count and sum of revisions: equal on both sides when, and (short of a wonder) only when, the mirror is exact. */
export interface Digest {
  count: number;
  revisionSum: number;
}
export const UnitDigest = defineQuery<Digest>()('membership.unit.digest', DigestRequest);

export class RevisionPageRequest {
  @Id({ optional: true, about: 'The last id of the page before' }) after?: string;
  @Int({ min: 1, max: 5000 }) limit: number;
}
/** Ids and revisions, ordered by id; fewer than `limit` on the last page. */
export const UnitRevisions = defineQuery<{ units: [id: string, revision: number][] }>()(
  'membership.unit.revisions',
  RevisionPageRequest,
);

export class UnitStatesRequest {
  @IdList({ min: 1, max: 1000 }) unitIds: string[];
}
export const UnitStates = defineQuery<{ units: UnitStateV1[] }>()('membership.unit.states', UnitStatesRequest);

/** Worker digests per unit, ordered by unit id. */
export const WorkerDigests = defineQuery<{ units: [unitId: string, count: number, revisionSum: number][] }>()(
  'membership.worker.digests',
  RevisionPageRequest,
);
export class UnitWorkersRequest {
  @Id() unitId: string;
  @Int({ min: -1, about: 'The last slot of the page before; -1 for the first' }) afterSlot: number;
  @Int({ min: 1, max: 1000 }) limit: number;
}
export const MirroredWorkers = defineQuery<{ workers: MirroredWorker[] }>()(
  'membership.worker.mirrored',
  UnitWorkersRequest,
);
