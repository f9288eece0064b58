import { type Actor, type Permission, scopeOf } from '@guantong/contracts';

/**
 * For whom somebody stood in, by the unit of the deed: null when an appointment of their own allows it there. Takes
 * five parameters from `first` on, those of `actingForValues`.
 */
export const actingForSql = (unit: string, path: string, first: number): string => {
  const [units, subtrees, lenders, lentUnits, lentPaths] = [0, 1, 2, 3, 4].map((i) => `$${first + i}`);
  return `case when not (${unit} = any(${units}::uuid[]) or ${path} && ${subtrees}::uuid[]) then (
    select lent.lender from unnest(${lenders}::uuid[], ${lentUnits}::uuid[], ${lentPaths}::bool[]) lent (lender, unit, below)
     where lent.unit = ${unit} or (lent.below and lent.unit = any(${path})) limit 1) end`;
};

/** The actor's own reach with a permission, and what others have lent. */
export function actingForValues(actor: Partial<Actor>, needs: Permission | null): unknown[] {
  const appointments = actor.appointments ?? [];
  const lent = needs ? appointments.filter((each) => each.actingFor) : [];
  const reachOf = (these: Actor['appointments']) =>
    needs
      ? scopeOf({ kind: 'STAFF', accountId: null, sessionId: null, worker: null, appointments: these }, needs)
      : { units: [], subtrees: [] };
  const own = reachOf(appointments.filter((each) => !each.actingFor));
  const lines = lent.flatMap((each) => {
    const { units, subtrees } = reachOf([each]);
    return [...units, ...subtrees].map((unit) => [each.actingFor, unit, subtrees.length > 0] as const);
  });
  return [own.units, own.subtrees, lines.map(([who]) => who), lines.map(([, unit]) => unit), lines.map(([, , b]) => b)];
}
