import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ExplainedFailure } from './explained-failure.mjs';
import { openLog } from './log-file.mjs';
import { stopLeftOver } from './processes.mjs';
import { inProject } from './project.mjs';
import { entryOf } from './services.mjs';
import { supervise } from './supervise.mjs';

/**
 * Six processes on one small machine: V8's young space at its default size costs each some 30 MB at rest. On machines of
 * their own (Dockerfile) services keep the default, which is a little faster.
 */
const SMALL_YOUNG_SPACE = '--max-semi-space-size=4'; // MB
/**
 * Of membership only: V8 lets the heap grow by what the machine has, 24 GB here, before it looks for what can go, so that
 * a roster of a million lines took 450 to 515 MB. What lives is 60 to 120 MB, with 45,000 unions to choose from.
 */
const OLD_SPACE = { membership: ['--max-old-space-size=192'] }; // MB

/**
 * One copy of one service as its own process, not started yet: as in supervise.mjs, with its `url` and `logFile`.
 * `label` tells replicas apart in messages and file names.
 */
export async function serviceProcess({
  name,
  label = name,
  entry = inProject(entryOf(name)),
  dataDir,
  port,
  env,
  ...supervision
}) {
  if (!existsSync(entry)) {
    throw new ExplainedFailure(
      `编译结果里没有 ${entry}：请运行 npm run build。`,
      `The build has no ${entry}: run "npm run build".`,
    );
  }
  const logFile = path.join(dataDir, 'logs', `${label}.log`);
  const pidFile = path.join(dataDir, 'run', `${label}.pid`);
  mkdirSync(path.dirname(pidFile), { recursive: true });
  await stopLeftOver(pidFile, entry);

  const url = `http://127.0.0.1:${port}`;
  const supervised = supervise({
    name: label,
    isReady: () => isHealthy(`${url}/health/ready`),
    launch() {
      const descriptor = openLog(logFile);
      const child = spawn(
        process.execPath,
        ['--enable-source-maps', SMALL_YOUNG_SPACE, ...(OLD_SPACE[name] ?? []), entry],
        {
          cwd: inProject(),
          env: { ...env, PORT: String(port) },
          detached: true, // Ctrl-C on the terminal reaches the supervisor only, which then stops things in order
          stdio: ['ignore', descriptor, descriptor],
        },
      );
      closeSync(descriptor);
      if (child.pid) writeFileSync(pidFile, String(child.pid));
      return child;
    },
    ...supervision,
  });
  return Object.assign(supervised, { url, port, logFile });
}

async function isHealthy(address) {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(2000) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}
