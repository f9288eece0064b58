import type { Client } from 'pg';
import { searchInitials } from '../../apps/membership/src/unit/application/initials-of.js';
import type { GeneratedUnit } from '../../demo/generate/generated-city.js';
import { CopyIn, copyArray, copyNullable, copyText } from './copy-in.js';
import type { SeededUnit } from './seeded-city.js';

/** The unit tree, straight into membership and the three mirrors, with the same revisions everywhere. */
export async function loadUnits(
  membership: Client,
  mirrors: readonly Client[],
  units: Iterable<GeneratedUnit>,
): Promise<SeededUnit[]> {
  const own = new CopyIn(
    membership,
    'unit (id, code, tier, kind, name, short_name, parent_id, path, revision, next_slot, worker_count, initials)',
  );
  const copies = mirrors.map(
    (mirror) =>
      new CopyIn(mirror, 'unit_mirror (unit_id, tier, kind, name, short_name, parent_id, path, status, revision)'),
  );
  const known = new Map<string, SeededUnit>();
  for (const unit of units) {
    const { id, tier, kind, parentId } = unit;
    const path = [...(parentId === null ? [] : (known.get(parentId)?.path ?? [])), id];
    known.set(id, { id, tier, parentId, path, members: unit.memberCount });
    const revision = String(known.size);
    const slots = tier === 'GRASSROOTS' ? String(unit.memberCount) : '0';
    const [name, shortName] = [copyText(unit.name), copyText(unit.shortName)];
    const above = [copyNullable(parentId), copyArray(path)];
    const initials = copyText(searchInitials(unit.name, unit.shortName));
    await own.add([id, copyText(unit.code), tier, kind, name, shortName, ...above, revision, slots, slots, initials]);
    for (const copy of copies) await copy.add([id, tier, kind, name, shortName, ...above, 'ACTIVE', revision]);
  }
  await Promise.all([own, ...copies].map((copy) => copy.end()));
  await membership.query(`select setval('unit_revision', $1)`, [known.size]);
  return [...known.values()];
}
