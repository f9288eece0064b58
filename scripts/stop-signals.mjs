/**
 * Calls `first` on the first Ctrl-C (or SIGTERM, SIGHUP), and `second` on one that comes more than a second later:
 * npm sends the terminal's Ctrl-C on, so that one press arrives twice.
 */
export function onStopSignals(first, second = () => {}) {
  let asked;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (asked === undefined) {
        asked = Date.now();
        first(signal);
      } else if (Date.now() - asked > 1000) {
        second(signal);
      }
    });
  }
}
