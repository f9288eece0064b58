import type { UnitTier } from '@guantong/contracts';
import type { Sql } from '@guantong/persistence';
import { newId } from '@guantong/platform';

export interface TestUnit {
  unitId: string;
  tier: UnitTier;
  path: string[];
  children: TestUnit[];
}

const TIERS: UnitTier[] = ['CITY', 'DISTRICT', 'DIRECT', 'GRASSROOTS'];

/** A tree in which every unit above the last tier has `width` children, put into the mirror. Resolves to the city. */
export async function buildTree(sql: Sql, width = 2): Promise<TestUnit> {
  const all: TestUnit[] = [];
  const grow = (depth: number, above: string[]): TestUnit => {
    const unitId = newId();
    const path = [...above, unitId];
    const children = depth < 3 ? Array.from({ length: width }, () => grow(depth + 1, path)) : [];
    const unit = { unitId, tier: TIERS[depth] as UnitTier, path, children };
    all.push(unit);
    return unit;
  };
  const city = grow(0, []);
  await sql.query(
    `insert into unit_mirror (unit_id, tier, kind, name, short_name, parent_id, path, status, revision)
     select unit_id, tier, 'enterprise', tier || ' ' || n, tier || n, parent_id, path::uuid[], 'ACTIVE', 1
       from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[]) with ordinality as u (unit_id, tier, parent_id, path, n)`,
    [
      all.map((u) => u.unitId),
      all.map((u) => u.tier),
      all.map((u) => u.path.at(-2) ?? null),
      all.map((u) => `{${u.path.join(',')}}`),
    ],
  );
  return city;
}

/** The first unit of each tier under a unit, from it down. */
export function firstBranch(unit: TestUnit): TestUnit[] {
  const [child] = unit.children;
  return child ? [unit, ...firstBranch(child)] : [unit];
}
