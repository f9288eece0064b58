// The order in which Jest runs the files: from beginning to end two long ones beside a stream of short ones. The long ones
// run whole systems of processes and use the processors; the short ones wait half of their time for a database. On a fresh
// clone Jest knows no times and goes by the size of a file, which says little.
import Sequencer from '@jest/test-sequencer';

const LONG_AT_ONCE = 2;
/** Seconds; those named here take longest first. Nothing but the order depends on these. */
const LONG = {
  'tests/faults/crash.spec.ts': 130,
  'apps/membership/src/unit/tree-model.spec.ts': 115,
  'tests/access/access-matrix.spec.ts': 110,
  'tests/e2e/demo.spec.ts': 105,
  'bench/bench.spec.ts': 90,
  'tests/faults/overload-and-outage.spec.ts': 90,
  'tests/faults/poison.spec.ts': 35,
  'tests/access/loss-of-access.spec.ts': 35,
  'apps/gateway/src/live/live.spec.ts': 35,
  'tests/faults/timers.spec.ts': 30,
  'tests/plans/membership-plans.spec.ts': 30,
  'tests/faults/replay.spec.ts': 25,
  'tests/architecture/import-rules.spec.ts': 25,
};
const OF_WHOLE_SYSTEM = { folder: '/tests/e2e/', seconds: 20 };
const SHORT_SECONDS = 3.5;

const longSeconds = (path) => {
  const name = Object.keys(LONG).find((long) => path.endsWith(`/${long}`));
  if (name) return LONG[name];
  return path.includes(OF_WHOLE_SYSTEM.folder) ? OF_WHOLE_SYSTEM.seconds : undefined;
};

/** When each would begin, if `lanes` of them ran at a time. */
function beginnings(tests, secondsOf, lanes) {
  const free = Array.from({ length: lanes }, () => 0);
  return tests.map((test) => {
    const begin = Math.min(...free);
    free[free.indexOf(begin)] = begin + secondsOf(test.path);
    return { test, begin };
  });
}

export default class TwoLongFilesAtOnce extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const seconds = (test) => longSeconds(test.path);
    const long = sorted.filter(seconds).toSorted((one, other) => seconds(other) - seconds(one));
    const short = sorted.filter((test) => !seconds(test));
    return [...beginnings(long, longSeconds, LONG_AT_ONCE), ...beginnings(short, () => SHORT_SECONDS, 1)]
      .toSorted((one, other) => one.begin - other.begin)
      .map(({ test }) => test);
  }
}
