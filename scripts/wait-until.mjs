export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Polls until `test` says yes. False when `ms` passed first; throws when `signal` was aborted. */
export async function waitUntil(test, { ms, every = 100, signal } = {}) {
  for (const end = Date.now() + ms; ;) {
    signal?.throwIfAborted();
    if (await test()) return true;
    if (Date.now() >= end) return false;
    await sleep(every);
  }
}

/** Also true of one that could not be started at all: it has no pid. */
export const hasExited = (child) => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;

/** Resolves when the child has ended, however long that takes. */
export const exited = (child) =>
  new Promise((resolve) => {
    if (hasExited(child)) resolve();
    else child.once('exit', () => resolve());
  });
