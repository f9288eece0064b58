// npm run demo, city, ops, bench: `node scripts/run.mjs <entry> [arguments]` runs dist/<entry>.js under the pinned Node,
// told where the running system is. The story needs a system, and brings one up for itself when none runs.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { ExplainedFailure, explain } from './explained-failure.mjs';
import { loadDemoCity } from './load-demo-city.mjs';
import { runningSystem, startLocalSystem } from './local-system.mjs';
import { prepare } from './prepare.mjs';
import { step, warn } from './progress.mjs';
import { dataDirFrom, inProject } from './project.mjs';
import { secretsIn } from './secrets.mjs';
import { onStopSignals } from './stop-signals.mjs';

const [entry, ...args] = process.argv.slice(2);
const needsSystem = new Set(['demo/story/story']);
const dataDir = dataDirFrom(process.env);
const giveUp = new AbortController();
let own;
let child;

async function main() {
  if (!entry)
    throw new ExplainedFailure(
      '用法：node scripts/run.mjs <入口> [参数]',
      'Usage: node scripts/run.mjs <entry> [arguments]',
    );
  await prepare({ needsNats: !process.env.NATS_URL });
  const program = inProject('dist', `${entry}.js`);
  if (!existsSync(program)) {
    throw new ExplainedFailure(`本版本没有 ${entry}。`, `There is no ${entry} in this build.`);
  }
  onStopSignals(
    (signal) => {
      giveUp.abort();
      child?.kill(signal);
    },
    () => {
      child?.kill('SIGKILL');
      own?.hasten();
    },
  );
  const running = runningSystem(dataDir);
  if (!running && needsSystem.has(entry)) {
    own = await step('系统未在运行，先启动一套', 'No system is running; starting one', () =>
      startLocalSystem({ dataDir, env: process.env, log: warn, signal: giveUp.signal }),
    );
    await loadDemoCity(own, { signal: giveUp.signal });
  }
  const where = running?.env ?? own?.env ?? {};
  const keys = running || own ? secretsIn(dataDir).keys.membership : {};
  return await runProgram(program, { ...process.env, ...keys, DATA_DIR: dataDir, ...where });
}

function runProgram(program, env) {
  giveUp.signal.throwIfAborted();
  child = spawn(process.execPath, ['--enable-source-maps', program, ...args], {
    cwd: inProject(),
    env,
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

const code = await main().catch((error) => {
  if (giveUp.signal.aborted) return 130;
  warn(explain(error));
  return 1;
});
await own?.stop();
process.exit(code);
