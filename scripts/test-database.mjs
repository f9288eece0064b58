import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { requireFreeSpace } from './data-dir.mjs';
import { embeddedPostgres } from './embedded-postgres.mjs';
import { freePort } from './free-port.mjs';

/** One PostgreSQL for a whole run of tests; each test file makes databases of its own on it. */
export async function startTestDatabase() {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'guantong-test-'));
  chmodSync(dataDir, 0o755);
  requireFreeSpace(dataDir);
  const postgres = await embeddedPostgres({
    dataDir,
    port: await freePort(),
    password: randomBytes(12).toString('hex'),
    fast: true,
    maxConnections: 300,
    restart: false,
  });
  await postgres.start();
  await postgres.ready();
  return {
    url: postgres.url,
    async stop() {
      await postgres.stop();
      for (const folder of new Set([dataDir, postgres.home])) rmSync(folder, { recursive: true, force: true });
    },
  };
}
