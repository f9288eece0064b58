const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Calls `first` on the first Ctrl-C (or SIGTERM, SIGHUP), and `second` on one that comes more than a second later:
 * npm sends the terminal's Ctrl-C on, so that one press arrives twice.
 */
export function onStopSignals(first, second = () => {}) {
  let asked;
  const ask = (signal) => {
    if (asked === undefined) {
      asked = Date.now();
      first(signal);
    } else if (Date.now() - asked > 1000) {
      second(signal);
    }
  };
  for (const signal of SIGNALS) process.on(signal, () => ask(signal));
  whenNpmIsGone(() => ask('SIGTERM'));
}

/**
 * A SIGTERM to npm ends npm and the shell it runs us in, and never reaches us; what is noticed is another parent.
 * Started without npm (nohup, a service manager), a new parent means nothing.
 */
export function whenNpmIsGone(stop) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const watching = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watching);
    stop();
  }, 500);
  watching.unref();
}
