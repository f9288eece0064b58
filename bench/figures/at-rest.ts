import { setTimeout as delay } from 'node:timers/promises';
import type { Figure } from '../report/figure.js';
import { cpuOfSystem, withCpu } from '../system/cpu-meter.js';
import type { Stack } from '../system/stack-module.js';

const WATCHED_MS = 5000;

/** Processor time per second while nobody asks for anything: pollers, timers, heartbeats. Linux only. */
export async function atRest(stack: Stack): Promise<Figure[]> {
  const { cpu } = await withCpu(cpuOfSystem(stack), () => delay(WATCHED_MS));
  const perSecond = Object.entries(cpu).map(([name, ms]) => ({ name, ms: (ms * 1000) / WATCHED_MS }));
  if (perSecond.length === 0) return [];
  return [
    {
      id: 'rest.cpu',
      name: 'CPU at rest, everything, per second',
      unit: 'ms',
      value: perSecond.reduce((sum, { ms }) => sum + ms, 0),
      runs: 1,
      detail: perSecond.map(({ name, ms }) => `${name} ${ms.toFixed(0)}`).join(', '),
    },
  ];
}
