// The order in which Jest runs the files: those that take long first, so that no core waits at the end for one of them.
// On a fresh clone Jest knows no times and goes by the size of a file, which says little.
import Sequencer from '@jest/test-sequencer';

/**
 * These take ten seconds and more, up to two minutes. Not by length alone: what strikes at a system of processes runs
 * beside something quieter. Nothing but the order depends on this list.
 */
const LONG = [
  'tests/faults/crash.spec.ts',
  'apps/membership/src/unit/tree-model.spec.ts',
  'bench/bench.spec.ts',
  'tests/access/access-matrix.spec.ts',
  'tests/faults/overload-and-outage.spec.ts',
  'tests/e2e/demo.spec.ts',
  'tests/faults/poison.spec.ts',
  'tests/access/loss-of-access.spec.ts',
  'tests/faults/timers.spec.ts',
  'apps/gateway/src/live/live.spec.ts',
  'tests/faults/replay.spec.ts',
  'tests/architecture/import-rules.spec.ts',
  'tests/plans/membership-plans.spec.ts',
];
const E2E = '/tests/e2e/';

/** Lower is earlier. */
const placeOf = (path) => {
  const place = LONG.findIndex((name) => path.endsWith(`/${name}`));
  if (place >= 0) return place;
  return path.includes(E2E) ? LONG.length : LONG.length + 1;
};

export default class LongFilesFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).toSorted((one, other) => placeOf(one.path) - placeOf(other.path));
  }
}
