/**
 * What the distribution service itself costs, without broker and HTTP: fan-out against a raw INSERT … SELECT,
 * receipts per second, and the reads that have a limit. Needs TEST_DATABASE_URL; makes and drops a database.
 *
 *     node dist/bench/distribution/measure.js [workers per union]
 */
import 'reflect-metadata';
import { testDistribution } from '../../apps/distribution/src/testing/test-distribution.js';
import { measureFanOut } from './fan-out.js';
import { measureReads } from './reads.js';
import { measureReceipts } from './receipts.js';
import { seedCity } from './seed-city.js';

const workersPerUnion = Number(process.argv[2] ?? 22);
const service = await testDistribution({ DB_POOL: 12 });
const print = (line: string) => process.stdout.write(`${line}\n`);
try {
  const size = { districts: 17, directs: 370, unions: 45_000, workersPerUnion, workerRows: workersPerUnion <= 30 };
  const city = await service.database.transaction(async (tx) => {
    await tx.query(`set local statement_timeout = 0`);
    return seedCity(tx, size);
  });
  for (const table of ['unit_mirror', 'unit_members', 'worker_mirror'])
    await service.database.query(`vacuum analyze ${table}`);
  print(`a city of ${size.unions} unions, ${size.unions * workersPerUnion} workers`);
  await measureFanOut(service, city, print);
  await measureReceipts(service, print);
  await measureReads(service, city, print);
} finally {
  await service.drop();
}
