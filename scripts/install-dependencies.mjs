import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ExplainedFailure } from './explained-failure.mjs';
import { step } from './progress.mjs';
import { inProject } from './project.mjs';

const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

/**
 * Whether node_modules holds what package-lock.json says. npm writes what it installed into its hidden lock file, at
 * the very end, so an install that was interrupted is noticed as well. Optional packages may be for other platforms.
 */
export function dependenciesAreCurrent(root = inProject()) {
  const hidden = path.join(root, 'node_modules/.package-lock.json');
  if (!existsSync(hidden)) return false;
  const installed = read(hidden).packages;
  return Object.entries(read(path.join(root, 'package-lock.json')).packages).every(([place, wanted]) => {
    if (place === '' || wanted.link) return true;
    const version = installed[place]?.version ?? versionOnDisk(path.join(root, place));
    return version === wanted.version || (version === undefined && (wanted.optional || wanted.devOptional));
  });
}

function versionOnDisk(folder) {
  try {
    return read(path.join(folder, 'package.json')).version;
  } catch {
    return undefined;
  }
}

/** True when something was installed. */
export async function installDependencies() {
  if (dependenciesAreCurrent()) return false;
  await step('安装依赖（首次需要一两分钟）', 'Installing dependencies (a minute or two the first time)', runNpmCi);
  return true;
}

async function runNpmCi() {
  const pinned = inProject('node_modules/.bin');
  // npm must not run under the pinned Node that it is about to delete
  const PATH = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => path.resolve(folder) !== pinned)
    .join(path.delimiter);
  let output = '';
  const code = await new Promise((resolve, reject) => {
    const child = spawn('npm', ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'], {
      cwd: inProject(),
      env: { ...process.env, PATH },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output = (output + text).slice(-4000);
      });
    }
    child.once('error', reject);
    child.once('close', resolve);
  }).catch((error) => {
    throw new ExplainedFailure(
      '找不到 npm：请安装 Node.js 20 以上版本（自带 npm）后重试。',
      'npm was not found: install Node.js 20 or newer (npm comes with it) and try again.',
      { cause: error },
    );
  });
  if (code === 0) return;
  if (output.includes('ENOSPC')) {
    throw new ExplainedFailure(
      '磁盘已满，依赖没有装完：请腾出至少 2 GB 后重试。',
      'The disk is full and the dependencies were not installed: free at least 2 GB and try again.',
    );
  }
  throw new ExplainedFailure(
    '依赖没有装上（npm ci 失败，原因见上）：请检查网络和 npm 的 registry 设置后重试。',
    'The dependencies could not be installed ("npm ci" failed, its reason is above): check the network and npm\'s registry setting, and try again.',
    { detail: output.trim().split('\n').slice(-15).join('\n') },
  );
}
