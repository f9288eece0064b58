import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '@guantong/testing';
import { PeriodicTask } from './periodic-task.js';

const LONG = 3_600_000;

describe('a periodic task', () => {
  let task: PeriodicTask;
  let runs = 0;
  afterEach(async () => {
    await task.stop();
    runs = 0;
  });
  const ran = (times: number) => eventually(() => expect(runs).toBe(times));

  it('runs at once and then every so often, also after a failure', async () => {
    task = new PeriodicTask('test', 1, async () => {
      runs++;
      throw new Error('the database is away');
    });
    task.start();
    await eventually(() => expect(runs).toBeGreaterThan(3));
  });

  it('runs at once when it is woken', async () => {
    task = new PeriodicTask('test', LONG, async () => void runs++);
    task.start();
    await ran(1);
    task.wake();
    await eventually(() => expect(runs).toBe(2));
  });

  it('is not started by being woken', async () => {
    task = new PeriodicTask('test', 1, async () => void runs++);
    task.wake();
    await delay(20);
    expect(runs).toBe(0);
    task.start();
    await eventually(() => expect(runs).toBeGreaterThan(0)); // the control
  });

  it('runs once more when it is woken during a run, which may have looked before', async () => {
    let finish: () => void = () => undefined;
    task = new PeriodicTask('test', LONG, async () => {
      runs++;
      await new Promise<void>((resolve) => (finish = resolve));
    });
    task.start();
    await ran(1);
    task.wake();
    task.wake();
    finish();
    await ran(2);
    finish();
    await delay(20);
    expect(runs).toBe(2);
  });

  it('goes on as long as there is more', async () => {
    task = new PeriodicTask('test', LONG, async () => (++runs < 5 ? 'MORE' : undefined));
    task.start();
    await ran(5);
    await delay(20);
    expect(runs).toBe(5);
  });

  it('ends with the run that is under way, and does not begin another', async () => {
    let ended = false;
    task = new PeriodicTask('test', 1, async () => {
      runs++;
      await delay(50);
      ended = true;
      return 'MORE';
    });
    task.start();
    await ran(1);
    await task.stop();
    expect([runs, ended]).toEqual([1, true]);
    task.wake();
    await delay(20);
    expect(runs).toBe(1);
  });
});
