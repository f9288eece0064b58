export type Unit = '/s' | 'µs' | 'ms' | 's' | 'MB' | '×' | 'rows/s' | 'rows';

/** One measured number: what it is held against in the same run, and what it should be. */
export interface Figure {
  /** Stable, for programs: `inbox.read`. */
  readonly id: string;
  readonly name: string;
  readonly value: number;
  readonly unit: Unit;
  /** How many runs the value is the median of. */
  readonly runs: number;
  /** The same thing without us, measured in the same run. */
  readonly baseline?: { readonly name: string; readonly value: number; readonly unit: Unit };
  /** value / baseline. */
  readonly ratio?: number;
  /** What the value is made of. */
  readonly detail?: string;
  readonly target?: { readonly text: string; readonly met: boolean };
}

type Held = Pick<Figure, 'id' | 'name' | 'unit'> & {
  samples: readonly number[];
  baseline?: Figure | undefined;
  target?: (value: number, ratio: number) => { text: string; met: boolean };
};

/** The median of some runs as a figure. */
export function figure({ id, name, unit, samples, baseline, target }: Held): Figure {
  const value = median(samples);
  const ratio = baseline ? value / baseline.value : Number.NaN;
  return {
    id,
    name,
    value,
    unit,
    runs: samples.length,
    ...(baseline && { baseline: { name: baseline.name, value: baseline.value, unit: baseline.unit }, ratio }),
    ...(target && { target: target(value, ratio) }),
  };
}

export const atMost = (limit: number, text: string) => (value: number) => ({ text, met: value <= limit });
export const atLeast = (limit: number, text: string) => (value: number) => ({ text, met: value >= limit });
export const ratioAtMost = (limit: number, text: string) => (_: number, ratio: number) => ({
  text,
  met: ratio <= limit,
});
export const ratioAtLeast = (limit: number, text: string) => (_: number, ratio: number) => ({
  text,
  met: ratio >= limit,
});

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

/** By the nearest rank; the middle two of an even number are averaged for the median. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  if (sorted.length === 0) return Number.NaN;
  if (share === 0.5 && sorted.length % 2 === 0) {
    const middle = sorted.length / 2;
    return ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
  }
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
