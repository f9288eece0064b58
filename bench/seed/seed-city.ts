import type { Client } from 'pg';
import { generateCity } from '../../demo/generate/city-generator.js';
import type { BenchOptions } from '../options.js';
import { timed } from '../report/progress.js';
import { loadUnits } from './load-units.js';
import { loadWorkers } from './load-workers.js';
import { logInStaff, logInWorkers } from './log-in.js';
import type { SeededCity } from './seeded-city.js';
import { withoutIndexes } from './without-indexes.js';

const SEED = 1;

export interface ServiceDatabases {
  readonly membership: Client;
  readonly content: Client;
  readonly distribution: Client;
  readonly feedback: Client;
}

/**
 * The generated city, straight into the migrated databases of services that do not run: what membership would have
 * told the others stands there already, revision by revision, so that their reconcilers find nothing to mend.
 */
export async function seedCity(databases: ServiceDatabases, options: BenchOptions): Promise<SeededCity> {
  const { membership, content, distribution, feedback } = databases;
  const { unions, workers, sessions } = options;
  const city = generateCity({ seed: SEED, unions, workers });
  const units = await timed(`${unions} unions, and the tiers above`, () =>
    withoutIndexes(membership, 'unit', () => loadUnits(membership, [content, distribution, feedback], city.units())),
  );
  const picked = await timed(`${workers} workers`, () =>
    withoutIndexes(membership, 'worker', () =>
      loadWorkers(membership, distribution, city.workers(), workers, sessions),
    ),
  );
  const loggedIn = await timed(`${picked.length} sessions`, () => logInWorkers(membership, picked));
  const cityId = units.find((unit) => unit.tier === 'CITY')?.id ?? '';
  const staff = {
    publisher: await logInStaff(membership, 'bench-publisher', cityId, ['publisher']),
    reviewer: await logInStaff(membership, 'bench-reviewer', cityId, ['reviewer']),
    administrator: await logInStaff(membership, 'bench-administrator', cityId, ['administrator', 'analyst']),
  };
  // the restart that follows ends with a checkpoint, so that none falls into what is measured
  await timed('VACUUM, ANALYZE', () =>
    Promise.all(Object.values(databases).map((database: Client) => database.query('vacuum analyze'))),
  );
  return { units, workers, loggedIn, staff };
}
