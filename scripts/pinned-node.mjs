// MikroORM 7 and Jest's ESM support need a modern Node. It comes with `npm ci` as an optional dependency, without an
// install script, so a machine with Node 20 needs nothing else.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { ExplainedFailure } from './explained-failure.mjs';
import { inProject } from './project.mjs';
import { whenNpmIsGone } from './stop-signals.mjs';

const pinnedPath = inProject('node_modules/.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

export function isModern(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > 24 || (major === 24 && minor >= 9);
}

const isPinned = () => existsSync(pinnedPath) && realpathSync(pinnedPath) === realpathSync(process.execPath);
const runsHere = () => spawnSync(pinnedPath, ['-v'], { timeout: 10_000 }).status === 0;

/**
 * Returns when this process runs under a Node that will do; otherwise runs the same command under the pinned one, and
 * ends with its exit code. `justInstalled`: this process's own Node may have been replaced on disk.
 */
export async function ensurePinnedNode({ justInstalled = false } = {}) {
  const alreadyTried = Boolean(process.env.GUANTONG_PINNED_NODE);
  delete process.env.GUANTONG_PINNED_NODE;
  if (isPinned() && !justInstalled && isModern(process.versions.node)) return;
  if (!alreadyTried && existsSync(pinnedPath) && runsHere()) process.exit(await runAgain());
  if (isModern(process.versions.node)) return;
  throw new ExplainedFailure(
    `需要 Node 24.9 或更新版本（当前 ${process.version}）：请运行 npm ci（不要加 --omit=optional），或自行安装 Node 24 以上版本。`,
    `Node 24.9 or newer is needed (this is ${process.version}): run "npm ci" without --omit=optional, or install Node 24 or newer.`,
  );
}

function runAgain() {
  const child = spawn(pinnedPath, process.argv.slice(1), {
    stdio: 'inherit',
    env: { ...process.env, GUANTONG_PINNED_NODE: '1' },
  });
  // The child decides how to stop; this one only waits. A Ctrl-C on the terminal reaches both, and the child takes two
  // within a second for one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  whenNpmIsGone(() => child.kill('SIGTERM'));
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}
