import { ExplainedFailure } from './explained-failure.mjs';
import { exited, hasExited, waitUntil } from './wait-until.mjs';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
const HEALTHY_AFTER_MS = 60_000;
/** EX_CONFIG: a setting is wrong, and will be wrong the next time too. */
const WRONG_SETTING = 78;

/**
 * Keeps one process running.
 *
 * - `launch()` starts it and returns the child process, or a promise of it;
 * - `isReady()` says whether it can be used; asked every 100 ms by `ready()`;
 * - `restart`: start it again when it dies, after 0.5 s, doubling to 10 s, and from 0.5 s again once it ran for 60 s.
 */
export function supervise({
  name,
  launch,
  isReady,
  restart: restartsItself,
  stopSignal = 'SIGTERM',
  hastySignal = 'SIGKILL',
  patienceMs = 25_000,
  log = () => {},
  onExit = () => {},
}) {
  let child;
  let launching = Promise.resolve();
  let startedAt = 0;
  let pause = FIRST_PAUSE_MS;
  let timer;
  let deaths = 0;
  let wanted = false;
  let hasty = false;
  let hopelessly = false;

  const isRunning = () => child !== undefined && !hasExited(child);

  function start() {
    wanted = true;
    clearTimeout(timer);
    launching = (async () => {
      startedAt = Date.now();
      const launched = await launch();
      child = launched;
      launched.once('exit', (code, signal) => afterExit(code, signal));
      if (!wanted) launched.kill(hasty ? hastySignal : stopSignal);
    })();
    return launching;
  }

  function afterExit(code, signal) {
    const willRestart = wanted && restartsItself && code !== WRONG_SETTING;
    hopelessly = code === WRONG_SETTING;
    onExit({ name, code, signal, expected: !wanted, willRestart });
    if (wanted) deaths++;
    if (willRestart) startLater(signal ?? code);
  }

  function startLater(reason) {
    if (Date.now() - startedAt >= HEALTHY_AFTER_MS) pause = FIRST_PAUSE_MS;
    const seconds = pause / 1000;
    log(
      `⚠ ${name} 意外结束（${reason}），${seconds} 秒后重新启动。  ${name} ended unexpectedly (${reason}); starting it again in ${seconds} s.`,
    );
    timer = setTimeout(() => {
      start().catch((error) => wanted && startLater(error.message));
    }, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }

  /** Waits for readiness: at most `ms`, and not on when it is dead for good or died three times meanwhile. */
  async function ready({ ms = 60_000, signal } = {}) {
    const before = deaths;
    let hopeless = false;
    const isUp = await waitUntil(
      async () => {
        hopeless = hopelessly || (deaths > before && !restartsItself) || deaths >= before + 3;
        return hopeless || (isRunning() && (await isReady()));
      },
      { ms, signal },
    );
    if (isUp && !hopeless) return;
    throw new ExplainedFailure(
      hopeless ? `${name} 无法启动。` : `${name} 在 ${ms / 1000} 秒内没有就绪。`,
      hopeless ? `${name} does not start.` : `${name} was not ready within ${ms / 1000} s.`,
    );
  }

  async function stop() {
    wanted = false;
    clearTimeout(timer);
    await launching.catch(() => {});
    if (!isRunning()) return;
    const gone = exited(child);
    child.kill(hasty ? hastySignal : stopSignal);
    if (await within(patienceMs, gone)) return;
    log(
      `⚠ ${name} 未能在 ${patienceMs / 1000} 秒内结束，已强制终止。  ${name} did not end within ${patienceMs / 1000} s and was killed.`,
    );
    child.kill('SIGKILL');
    await gone;
  }

  return {
    name,
    get pid() {
      return isRunning() ? child.pid : undefined;
    },
    get isRunning() {
      return isRunning();
    },
    start,
    ready,
    stop,
    /** Sends a signal. Resolves when the process has ended, or at once for a signal that ends nothing (STOP, CONT, …). */
    async kill(signal = 'SIGKILL') {
      if (!isRunning()) return;
      const gone = exited(child);
      child.kill(signal);
      if (['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGQUIT'].includes(signal)) await gone;
    },
    /** Stops it if it runs, starts it, and waits until it is ready. `betweenTimes` runs while it is down. */
    async restart(betweenTimes = async () => {}) {
      await stop();
      await betweenTimes();
      await start();
      await ready();
    },
    /** From now on stop without patience. */
    hasten() {
      hasty = true;
      if (!wanted && isRunning()) child.kill(hastySignal);
    },
  };
}

const within = (ms, promise) => {
  let timer;
  const tooLate = new Promise((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  return Promise.race([promise.then(() => true), tooLate]).finally(() => clearTimeout(timer));
};
