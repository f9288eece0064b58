import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { say, warn } from './progress.mjs';
import { inProject } from './project.mjs';

const loader = inProject('dist/demo/load/load-demo-city.js');
const marker = (dataDir) => path.join(dataDir, 'demo-loaded');

/**
 * Loads the demo city once per data folder. The loader talks to the running system like anybody else; when it fails,
 * the system stays up, and the next start tries again.
 */
export async function loadDemoCity(system, { env = process.env, signal } = {}) {
  if (env.DEMO_CITY === 'off' || existsSync(marker(system.dataDir))) return;
  if (!existsSync(loader)) {
    say('  – 本版本不含演示城市  no demo city in this build');
    return;
  }
  say('  … 首次启动：装入演示城市  first start: loading the demo city');
  const began = Date.now();
  const child = spawn(process.execPath, ['--enable-source-maps', loader], {
    cwd: inProject(),
    env: { ...env, ...system.keysOf('membership'), ...system.env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const end = () => child.kill('SIGTERM');
  signal?.addEventListener('abort', end, { once: true });
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(-1));
    child.once('close', resolve);
  });
  signal?.removeEventListener('abort', end);
  signal?.throwIfAborted();
  if (code === 0) {
    writeFileSync(marker(system.dataDir), `${new Date().toISOString()}\n`);
    say(`  ✓ 演示城市  demo city  ${((Date.now() - began) / 1000).toFixed(1)} s`);
  } else {
    warn('  ✗ 演示城市没有装完，系统仍可使用；下次启动会再试，DEMO_CITY=off 可跳过。');
    warn(
      '    The demo city was not loaded; the system works without it, the next start tries again, DEMO_CITY=off skips it.',
    );
  }
}
