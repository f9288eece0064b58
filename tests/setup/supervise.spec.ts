import { spawn } from 'node:child_process';
import { supervise } from '../../scripts/supervise.mjs';

const idle = 'setInterval(() => {}, 1000)';
const launching = (program: string) => () => spawn(process.execPath, ['-e', program], { stdio: 'ignore' });

describe('a supervised process', () => {
  it('is started again when it dies, and says so', async () => {
    const said: string[] = [];
    const process = supervise({
      name: 'x',
      launch: launching(idle),
      isReady: () => true,
      restart: true,
      log: (m) => said.push(m),
    });
    await process.start();
    const first = process.pid;
    await process.kill('SIGKILL');
    await process.ready({ ms: 5000 });
    expect(process.pid).not.toBe(first);
    expect(said.join()).toMatch(/x ended unexpectedly \(SIGKILL\); starting it again in 0.5 s/);
    await process.stop();
    expect(process.pid).toBeUndefined();
  });

  it('stays dead without restart, until it is asked to start', async () => {
    const process = supervise({ name: 'x', launch: launching(idle), isReady: () => true, restart: false });
    await process.start();
    await process.kill('SIGKILL');
    await expect(process.ready({ ms: 1000 })).rejects.toThrow(/was not ready|does not start/);
    await process.restart();
    expect(process.pid).toBeDefined();
    await process.stop();
  });

  it('is given up after three deaths during its start, long before the time is over', async () => {
    const process = supervise({ name: 'x', launch: launching('process.exit(1)'), isReady: () => false, restart: true });
    await process.start();
    const began = Date.now();
    await expect(process.ready({ ms: 60_000 })).rejects.toThrow('x does not start.');
    expect(Date.now() - began).toBeLessThan(10_000);
    await process.stop();
  });

  it('is killed with a message when it does not stop in time', async () => {
    const said: string[] = [];
    const process = supervise({
      name: 'deaf',
      launch: launching(`process.on('SIGTERM', () => {}); ${idle}`),
      isReady: () => true,
      restart: true,
      patienceMs: 300,
      log: (m) => said.push(m),
    });
    await process.start();
    await new Promise((resolve) => setTimeout(resolve, 500)); // let it install its handler
    await process.stop();
    expect(process.isRunning).toBe(false);
    expect(said.join()).toContain('deaf did not end within 0.3 s and was killed');
  });

  it('is not started again once it was told to stop', async () => {
    const ends: unknown[] = [];
    const process = supervise({
      name: 'x',
      launch: launching(idle),
      isReady: () => true,
      restart: true,
      onExit: (e) => ends.push(e),
    });
    await process.start();
    await process.stop();
    expect(ends).toEqual([{ name: 'x', code: null, signal: 'SIGTERM', expected: true, willRestart: false }]);
  });
});
