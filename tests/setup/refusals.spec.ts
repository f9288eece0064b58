import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDataDir, requireFreeSpace } from '../../scripts/data-dir.mjs';
import { explain, ExplainedFailure } from '../../scripts/explained-failure.mjs';
import { freePort, requireFreePort } from '../../scripts/free-port.mjs';
import { startLocalSystem } from '../../scripts/local-system.mjs';
import { isModern } from '../../scripts/pinned-node.mjs';

describe('what cannot work is refused in a sentence that says what to do', () => {
  let folder: string;
  let server: Server | undefined;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'guantong-refusals-'));
  });
  afterEach(async () => {
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
    server = undefined;
    rmSync(folder, { recursive: true, force: true });
  });

  const occupy = async () => {
    const port = await freePort();
    await new Promise<void>((resolve) => {
      server = createServer().listen(port, '127.0.0.1', resolve);
    });
    return port;
  };

  it('a port in use, naming the variable to set', async () => {
    const port = await occupy();
    await expect(requireFreePort(port, { variable: 'PG_PORT', what: 'PostgreSQL' })).rejects.toThrow(
      `Port ${port} (PostgreSQL) is in use: stop the program that uses it, or name another port`,
    );
  });

  it('a port of NATS in use, before anything is started', async () => {
    const env = {
      NATS_PORT: String(await occupy()),
      PG_PORT: String(await freePort()),
      PORT: String(await freePort()),
    };
    const started = startLocalSystem({ dataDir: folder, env, log: () => {} });
    await expect(started).rejects.toThrow(/NATS_PORT 指定别的端口/);
    await expect(started).rejects.toBeInstanceOf(ExplainedFailure);
  });

  it('a port that is no number', async () => {
    await expect(startLocalSystem({ dataDir: folder, env: { PORT: 'http' }, log: () => {} })).rejects.toThrow(
      'PORT is not a port number',
    );
  });

  it('a data folder that is no folder', () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    expect(() => openDataDir(file)).toThrow(/name another with DATA_DIR/);
  });

  it('a data folder that cannot be made', () => {
    expect(() => openDataDir('/proc/nothing/here')).toThrow(/无法写入数据目录/);
  });

  it('a data folder that cannot be written to', () => {
    if (process.getuid?.() === 0) return; // root may write everywhere
    chmodSync(folder, 0o500);
    expect(() => openDataDir(folder)).toThrow(/cannot be written to \(EACCES\)/);
    chmodSync(folder, 0o700);
  });

  it('a disk that is nearly full', () => {
    expect(() => requireFreeSpace(folder, Number.MAX_SAFE_INTEGER)).toThrow(/Too little disk space/);
  });

  it('an old Node', () => {
    expect(['20.20.2', '24.8.0', '24.9.0', '26.10.0'].map(isModern)).toEqual([false, false, true, true]);
  });

  it('and an error nobody expected shows no stack trace', () => {
    expect(explain(new Error('boom'))).not.toMatch(/\n\s+at /);
    expect(explain(Object.assign(new Error('write'), { code: 'ENOSPC' }))).toMatch(/The disk is full/);
  });
});
