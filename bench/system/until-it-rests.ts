import { setTimeout as delay } from 'node:timers/promises';
import { say } from '../report/progress.js';
import { cpuOfSystem, cpuSince } from './cpu-meter.js';
import type { Stack } from './stack-module.js';

/** Of a processor: timers and reconcilers that find nothing to do stay well below it. A profiler alone takes more. */
const AT_REST = 0.15;
const QUIET_SECONDS = 3;
const AT_MOST_SECONDS = 180;

/**
 * Waits until nothing is done behind the scenes any more. What a service makes up for after its start (initials of
 * units, copies held against each other) was once counted as the cost of every log-in: 14 of 22 ms.
 */
export async function untilItRests(stack: Stack, { profiled = false } = {}): Promise<void> {
  const atRest = profiled ? 3 * AT_REST : AT_REST;
  const read = cpuOfSystem(stack);
  let quiet = 0;
  for (let waited = 0; waited < AT_MOST_SECONDS && quiet < QUIET_SECONDS; waited++) {
    const [before, at] = [read(), performance.now()];
    await delay(1000);
    const busy = Object.values(cpuSince(before, read())).reduce((sum, ms) => sum + ms, 0);
    quiet = busy / (performance.now() - at) < atRest ? quiet + 1 : 0;
  }
  if (quiet < QUIET_SECONDS) say(`still busy ${AT_MOST_SECONDS} s after the start: figures have that in them`);
}
