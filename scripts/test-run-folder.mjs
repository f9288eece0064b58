import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import path from 'node:path';
import { commandLineOf, isAlive, processesNaming } from './processes.mjs';
import { waitUntil } from './wait-until.mjs';

const PREFIX = 'guantong-test-run-';

/**
 * A temporary folder for all that a run of tests puts into temporary folders. `clear()` ends whatever still runs in it,
 * as after Ctrl-C, when Jest's workers die without closing what they opened, and removes it. What a run that was killed
 * has left, some gigabytes of memory perhaps, goes first.
 */
export async function openTestRunFolder(place = placeInMemory() ?? tmpdir()) {
  for (const name of readdirSync(place).filter((entry) => entry.startsWith(PREFIX))) {
    if (hasNoRun(path.join(place, name))) await clear(path.join(place, name));
  }
  const folder = mkdtempSync(path.join(place, PREFIX));
  writeFileSync(ownerOf(folder), `${process.pid} ${commandLineOf(process.pid)}`);
  chmodSync(folder, 0o755); // PostgreSQL may run as another user
  process.env.TMPDIR = folder;
  return { folder, clear: () => clear(folder) };
}

const ownerOf = (folder) => path.join(folder, 'owner');

/** Whether the run of this folder is over. Without an owner it is about to begin, or was written to as it went. */
function hasNoRun(folder) {
  if (!existsSync(ownerOf(folder))) return statSync(folder).mtimeMs < Date.now() - 60_000;
  const [, pid, commandLine] = /^(\d+) ([^]*)$/.exec(readFileSync(ownerOf(folder), 'utf8')) ?? [];
  return pid !== undefined && !(isAlive(Number(pid)) && commandLineOf(Number(pid)) === commandLine);
}

async function clear(folder) {
  const left = [...processesNaming(folder), ...servicesIn(folder)].filter((pid) => pid !== process.pid);
  for (const pid of left) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  await waitUntil(() => !left.some(isAlive), { ms: 5000 });
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/**
 * Linux's file system in memory, where there is plenty of both. A busy disk otherwise holds every database and broker of
 * the run up for seconds at a time. No test takes the power away, so nothing is proved less: what kill -9 leaves behind
 * is the same.
 */
function placeInMemory() {
  const place = '/dev/shm';
  if (!existsSync(place)) return undefined;
  const { bavail, bsize } = statfsSync(place);
  return Math.min(bavail * bsize, (process.availableMemory ?? freemem)()) > 8 * 2 ** 30 ? place : undefined;
}

/** A service's command line does not name its stack's folder, but its pid file lies there. */
function servicesIn(folder) {
  return readdirSync(folder).flatMap((stack) => {
    const run = path.join(folder, stack, 'run');
    if (!existsSync(run)) return [];
    return readdirSync(run).map((file) => Number(readFileSync(path.join(run, file), 'utf8')));
  });
}
