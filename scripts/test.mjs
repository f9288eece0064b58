// npm test: type check, then every test against a real PostgreSQL and a real NATS, from a fresh clone as well.
// Arguments are Jest's: `npm test -- libs/messaging`. The last line counts what passed and what failed.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { explain } from './explained-failure.mjs';
import { prepare } from './prepare.mjs';
import { say, step, warn } from './progress.mjs';
import { inProject } from './project.mjs';
import { onStopSignals } from './stop-signals.mjs';
import { openTestRunFolder } from './test-run-folder.mjs';

let child;
let database;
let folder;
let interrupted = false;

const runNode = (args, env = process.env) =>
  new Promise((resolve, reject) => {
    child = spawn(process.execPath, args, { cwd: inProject(), env, stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });

async function typecheck() {
  const code = await runNode([inProject('node_modules/typescript7/bin/tsc'), '--noEmit', '-p', 'tsconfig.json']);
  if (code !== 0) throw new Error('there are type errors');
}

async function runJest(env) {
  const results = path.join(tmpdir(), 'results.json');
  const code = await runNode(
    ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', inProject('node_modules/jest/bin/jest.js')]
      .concat('--json', `--outputFile=${results}`)
      .concat(process.argv.slice(2)),
    env,
  );
  const counted = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : {};
  return {
    code,
    passed: counted.numPassedTests ?? 0,
    // a file that could not be loaded ran none of its tests, which is a failure and not a nothing
    failed: (counted.numFailedTests ?? 0) + (counted.numRuntimeErrorTestSuites ?? 0),
    skipped: (counted.numPendingTests ?? 0) + (counted.numTodoTests ?? 0),
  };
}

async function main() {
  const { natsServer } = await prepare();
  onStopSignals((signal) => {
    interrupted = true;
    child?.kill(signal);
  });
  folder = await openTestRunFolder();
  const typesAreRight = await step('类型检查', 'Checking types', typecheck).then(
    () => true,
    () => false,
  );
  const { startTestDatabase } = await import('./test-database.mjs');
  database = await startTestDatabase();
  const env = { ...process.env, TEST_DATABASE_URL: database.url, TEST_NATS_SERVER: natsServer };
  const { code, passed, failed, skipped } = await runJest(env);
  if (!typesAreRight) warn('\n类型检查没有通过，计为一项失败。  The type check failed and counts as one failure.');
  const ranNothing = passed + failed === 0;
  if (ranNothing) warn('\n没有运行任何测试。  No test was run.');
  const failures = failed + (typesAreRight ? 0 : 1);
  say(`\n${passed} passed, ${failures} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return code !== 0 || failures > 0 || ranNothing ? 1 : 0;
}

const code = await main().catch((error) => {
  warn(`\n${explain(error)}`);
  say('\n0 passed, 1 failed');
  return 1;
});
await database?.stop();
await folder?.clear();
process.exit(interrupted ? 130 : code);
