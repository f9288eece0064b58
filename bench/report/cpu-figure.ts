import type { CpuTimes } from '../system/cpu-meter.js';
import { type Figure, figure, median } from './figure.js';

export interface CpuSample {
  readonly cpu: CpuTimes;
  /** Requests, receipts, rows: whatever it is divided by. */
  readonly pieces: number;
}

const microseconds = (ms: number, pieces: number): number => (ms * 1000) / pieces;

/** Processor time per piece of work, summed over the processes and told one by one. None where it cannot be measured. */
export function cpuFigure(id: string, name: string, samples: readonly CpuSample[], baseline?: Figure): Figure[] {
  const processes = Object.keys(samples[0]?.cpu ?? {});
  if (processes.length === 0) return [];
  const total = samples.map(({ cpu, pieces }) =>
    microseconds(
      Object.values(cpu).reduce((a, b) => a + b, 0),
      pieces,
    ),
  );
  const each = processes
    .map((process) => ({
      process,
      us: median(samples.map(({ cpu, pieces }) => microseconds(cpu[process] ?? 0, pieces))),
    }))
    .filter(({ us }) => us >= 1)
    .toSorted((a, b) => b.us - a.us);
  return [
    {
      ...figure({ id, name, unit: 'µs', samples: total, baseline }),
      detail: each.map(({ process, us }) => `${process} ${us.toFixed(0)}`).join(', '),
    },
  ];
}
