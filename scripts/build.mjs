import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ExplainedFailure } from './explained-failure.mjs';
import { step } from './progress.mjs';
import { inProject } from './project.mjs';

const inputs = [
  'apps',
  'libs',
  'ops',
  'bench',
  'demo',
  'simulators',
  'nest-cli.json',
  'tsconfig.json',
  '.swcrc',
  'package-lock.json',
];
const stamp = 'dist/.built-from';

/** A hash of every file the build reads. Content, not dates: a checkout or a copy changes dates only. */
export function hashOfSources(root = inProject()) {
  const hash = createHash('sha256');
  const add = (place) => {
    const full = path.join(root, place);
    if (!existsSync(full)) return;
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).toSorted()) if (name !== 'node_modules') add(path.join(place, name));
    } else if (!place.endsWith('.spec.ts')) {
      hash.update(`${place}\0`).update(readFileSync(full)).update('\0');
    }
  };
  inputs.forEach(add);
  return hash.digest('hex');
}

export function buildIsCurrent(root = inProject()) {
  const file = path.join(root, stamp);
  return existsSync(file) && readFileSync(file, 'utf8') === hashOfSources(root);
}

/** True when something was built. */
export async function build() {
  if (buildIsCurrent()) return false;
  await step('编译', 'Building', async () => {
    const hash = hashOfSources();
    const { code, output } = await nestBuild();
    if (code !== 0) {
      throw new ExplainedFailure('编译没有成功，原因见上。', 'The build failed; its reason is above.', {
        detail: output.trim().split('\n').slice(-30).join('\n'),
      });
    }
    writeFileSync(inProject(stamp), hash);
  });
  return true;
}

function nestBuild() {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [inProject('node_modules/@nestjs/cli/bin/nest.js'), 'build'], {
      cwd: inProject(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output = (output + text).slice(-20_000);
      });
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}
