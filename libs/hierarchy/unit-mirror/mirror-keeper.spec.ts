import { fail } from '@guantong/contracts';
import { Logger } from '@nestjs/common';
import { eventually } from '@guantong/testing';
import { MirrorKeeper } from './mirror-keeper.js';
import type { ReconcileUnitMirror } from './reconcile-unit-mirror.js';

describe('MirrorKeeper', () => {
  beforeAll(() => Logger.overrideLogger(false));

  it('reconciles at the start, again after a failure and then from time to time, until it is told to stop', async () => {
    let runs = 0;
    const reconcile = {
      run: async () => {
        if (++runs < 3) throw fail('SERVICE_UNAVAILABLE');
        return { busy: false, mended: 0 };
      },
    };
    const keeper = new MirrorKeeper(reconcile as unknown as ReconcileUnitMirror, { reconcileEveryMs: 20 });
    keeper.onApplicationBootstrap();
    await eventually(() => expect(runs).toBeGreaterThan(4));
    await keeper.beforeApplicationShutdown();
    const atStop = runs;
    await new Promise((done) => setTimeout(done, 60));
    expect(runs).toBe(atStop);
  });

  it('does nothing by itself when switched off', async () => {
    let runs = 0;
    const reconcile = { run: () => Promise.resolve({ busy: false, mended: ++runs }) };
    const keeper = new MirrorKeeper(reconcile as unknown as ReconcileUnitMirror, { reconcileEveryMs: 0 });
    keeper.onApplicationBootstrap();
    await keeper.beforeApplicationShutdown();
    expect(runs).toBe(0);
  });
});
