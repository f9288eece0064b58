import {
  type ChildCoverage,
  type HandingState,
  type ShownUnit,
  type TierCoverage,
  UNIT_TIERS,
  type UnitTier,
  type WorkerCounts,
} from '@guantong/contracts';

/** Sums of the deliveries below one child of the unit looked at; `child` null: below the unit itself, without one between. */
export interface DeliverySums {
  child: string | null;
  unions: number;
  open: number;
  audience: number;
  read: number;
  confirmed: number;
}

/** What the road of a post below a unit is made of, in one snapshot. */
export interface RoadFigures {
  /** Relays at and below the unit. */
  relays: { tier: UnitTier; forwarded: number; pending: number }[];
  /** Units below a relay that holds the post, which have not got it. */
  waiting: { child: string | null; tier: UnitTier; units: number }[];
  sums: DeliverySums[];
  /** Children that are relays. */
  children: (ShownUnit & { state: HandingState })[];
  /** Children that are grassroots unions. */
  unions: (ShownUnit & { state: HandingState; audience: number; read: number; confirmed: number })[];
}

export const workerCounts = (s: { audience: number; read: number; confirmed: number }): WorkerCounts => ({
  audience: s.audience,
  read: s.read,
  confirmed: s.confirmed,
  notReached: s.audience - s.read,
});

const total = <T>(rows: readonly T[], of: (row: T) => number): number => rows.reduce((sum, row) => sum + of(row), 0);

const NOTHING: Omit<DeliverySums, 'child'> = { unions: 0, open: 0, audience: 0, read: 0, confirmed: 0 };

export function addUp(f: RoadFigures): { tiers: TierCoverage[]; workers: WorkerCounts; children: ChildCoverage[] } {
  const sumOf = new Map(f.sums.map((s) => [s.child, s]));
  const waitingUnions = f.waiting.filter((w) => w.tier === 'GRASSROOTS');
  const children = [
    ...f.children.map(({ unitId, name, tier, state }) => {
      const s = sumOf.get(unitId) ?? NOTHING;
      const unionsWaiting = total(waitingUnions, (w) => (w.child === unitId ? w.units : 0));
      const unions = { unionsOpen: s.open, unionsPending: s.unions - s.open, unionsWaiting };
      return { unitId, name, tier, state, ...unions, workers: workerCounts(s) };
    }),
    ...f.unions.map(({ unitId, name, tier, state, ...counts }) => {
      const unionsOpen = state === 'FORWARDED' ? 1 : 0;
      const unions = { unionsOpen, unionsPending: state === 'PENDING' ? 1 : 0, unionsWaiting: 0 };
      return { unitId, name, tier, state, ...unions, workers: workerCounts(counts) };
    }),
  ];
  return { tiers: tiersOf(f), workers: workerCounts(addSums(f.sums)), children };
}

const addSums = (sums: readonly DeliverySums[]): Omit<DeliverySums, 'child'> => ({
  unions: total(sums, (s) => s.unions),
  open: total(sums, (s) => s.open),
  audience: total(sums, (s) => s.audience),
  read: total(sums, (s) => s.read),
  confirmed: total(sums, (s) => s.confirmed),
});

function tiersOf(f: RoadFigures): TierCoverage[] {
  const { unions, open } = addSums(f.sums);
  const have = [...f.relays, { tier: 'GRASSROOTS' as const, forwarded: open, pending: unions - open }];
  return UNIT_TIERS.map((tier) => {
    const forwarded = total(have, (h) => (h.tier === tier ? h.forwarded : 0));
    const pending = total(have, (h) => (h.tier === tier ? h.pending : 0));
    const waiting = total(f.waiting, (w) => (w.tier === tier ? w.units : 0));
    return { tier, units: forwarded + pending + waiting, forwarded, pending, waiting };
  }).filter((t) => t.units > 0);
}
