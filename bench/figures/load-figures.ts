import type { EchoFigures } from '../baselines/baselines.js';
import type { MeasuredLoad } from '../load/measured-load.js';
import { cpuFigure } from '../report/cpu-figure.js';
import { type Figure, figure } from '../report/figure.js';

type Target = (value: number, ratio: number) => { text: string; met: boolean };

interface Loaded {
  id: string;
  name: string;
  results: readonly MeasuredLoad[];
  echo: EchoFigures;
  /** Of the rate. */
  target?: Target;
  p99Target?: Target;
}

/** Requests per second, p99 and processor time per request of some runs over HTTP, each held against the echo. */
export const loadFigures = ({ id, name, results, echo, target, p99Target }: Loaded): Figure[] => [
  figure({
    id,
    name,
    unit: '/s',
    samples: results.map((r) => r.perSecond),
    baseline: echo.perSecond,
    ...(target && { target }),
  }),
  figure({
    id: `${id}.p99`,
    name: `${name}, p99`,
    unit: 'ms',
    samples: results.map((r) => r.p99),
    baseline: echo.p99,
    ...(p99Target && { target: p99Target }),
  }),
  ...cpuFigure(`${id}.cpu`, `${name}, CPU each`, results, echo.cpu),
];
