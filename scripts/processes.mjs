// Processes of an earlier run. A pid alone proves nothing, since numbers are used again: the command line must match too.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { waitUntil } from './wait-until.mjs';

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function isZombie(pid) {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

export function commandLineOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
  }
}

/** The processes whose command line holds `text`. */
export function processesNaming(text) {
  if (existsSync('/proc/self/cmdline')) {
    const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
    return pids.filter((pid) => commandLineOf(pid).includes(text));
  }
  const list = spawnSync('ps', ['-axww', '-o', 'pid=,command='], { encoding: 'utf8' }).stdout ?? '';
  const lines = list.split('\n').filter((line) => line.includes(text));
  return lines.map((line) => Number.parseInt(line, 10));
}

/** The pid on the first line of `file`, if that process lives and its command line matches `mark`. */
export function livingPid(file, mark) {
  if (!existsSync(file)) return undefined;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  return pid > 0 && isAlive(pid) && matches(commandLineOf(pid), mark) ? pid : undefined;
}

const matches = (text, mark) => (mark instanceof RegExp ? mark.test(text) : text.includes(mark));

/** Stops what an earlier run left behind; forgets the pid file. True when there was something to stop. */
export async function stopLeftOver(file, mark, { signal = 'SIGTERM', ms = 25_000 } = {}) {
  const pid = livingPid(file, mark);
  if (pid !== undefined) {
    kill(pid, signal);
    if (!(await waitUntil(() => !isAlive(pid), { ms }))) {
      kill(pid, 'SIGKILL');
      await waitUntil(() => !isAlive(pid), { ms: 5000 });
    }
  }
  rmSync(file, { force: true });
  return pid !== undefined;
}

function kill(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
