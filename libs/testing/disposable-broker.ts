import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from './eventually.js';

export interface DisposableBroker {
  url: string;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again on the same port; with `wipeStore` as if the disk had been lost. */
  start(options?: { wipeStore?: boolean }): Promise<void>;
  stop(): Promise<void>;
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const accepts = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve();
    });
    socket.on('error', reject);
  });

/** A nats-server with JetStream for one test file, in a folder of its own. */
export async function disposableBroker(): Promise<DisposableBroker> {
  const dir = mkdtempSync(path.join(tmpdir(), 'guantong-nats-'));
  const port = await freePort();
  let child: ChildProcess | undefined;

  const end = async (signal: NodeJS.Signals) => {
    const running = child;
    child = undefined;
    if (!running || running.exitCode !== null) return;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    running.kill(signal);
    await gone;
  };
  const start = async ({ wipeStore = false } = {}) => {
    if (wipeStore) rmSync(path.join(dir, 'js'), { recursive: true, force: true });
    child = spawn(
      process.env.TEST_NATS_SERVER ?? 'nats-server',
      ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', path.join(dir, 'js')],
      {
        stdio: 'ignore',
      },
    );
    await eventually(() => accepts(port), 10_000);
  };
  await start();
  return {
    url: `nats://127.0.0.1:${port}`,
    kill: () => end('SIGKILL'),
    start,
    stop: async () => {
      await end('SIGTERM');
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
