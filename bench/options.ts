import { parseArgs } from 'node:util';

/** The parts of a run, in the order in which they are measured. */
export const PARTS = [
  'start',
  'baselines',
  'fan-out',
  'inbox',
  'receipts',
  'coverage',
  'feedback',
  'escalation',
  'log-in',
  'tree',
  'import',
  'memory',
] as const;
export type Part = (typeof PARTS)[number];

export interface BenchOptions {
  readonly unions: number;
  readonly workers: number;
  readonly parts: readonly Part[];
  /** Posts published for the fan-out; one more goes before them and is not counted. */
  readonly posts: number;
  /** Runs of each figure; their median is the figure. */
  readonly runs: number;
  /** Length of one run over HTTP, seconds. */
  readonly seconds: number;
  /** Workers who are logged in; the load goes round them. */
  readonly sessions: number;
  /** Receipts written in one run inside the service. */
  readonly receipts: number;
  /** Open cases for the escalation, and how many of them come due at once. */
  readonly cases: number;
  readonly due: number;
  /** Lines of the roster that is imported. */
  readonly rows: number;
  /** Looks at coverage, the tree and the roster, one after the other, and sweeps that find nothing due. */
  readonly looks: number;
  readonly json: string | null;
  /** A folder for CPU profiles of the services and the statements that took most time. */
  readonly profile: string | null;
}

export const USAGE = `npm run bench -- [--unions 45000] [--workers 1000000] [--only fan-out,inbox] [--json file]
  --only <parts>     of ${PARTS.join(', ')}
  --posts <n>        posts for the fan-out (5)
  --runs <n>         runs of each other figure (3)
  --seconds <n>      length of one run over HTTP (4)
  --sessions <n>     workers who are logged in (12000)
  --receipts <n>     receipts in one run inside the service (500000)
  --cases <n>        open cases for the escalation (1000000)
  --due <n>          of them due at once (20000)
  --rows <n>         lines of the roster that is imported (200000)
  --looks <n>        looks at coverage, the tree and the roster, and sweeps that find nothing due (200)
  --json <file>      also write every figure as JSON
  --profile <folder> CPU profiles of the services, and the statements that took most time`;

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export function readOptions(args: readonly string[]): BenchOptions {
  const given = parse(args);
  const count = (name: keyof typeof given, fallback: number): number => {
    const text = given[name];
    if (text === undefined) return fallback;
    const value = Number(text);
    if (!Number.isFinite(value) || value <= 0)
      throw new UsageError(`--${name} must be a number above 0, not "${text}".`);
    return value;
  };
  const workers = count('workers', 1_000_000);
  const cases = count('cases', 1_000_000);
  return {
    unions: count('unions', 45_000),
    workers,
    parts: partsOf(given.only),
    posts: count('posts', 5),
    runs: count('runs', 3),
    seconds: count('seconds', 4),
    sessions: Math.min(count('sessions', 12_000), workers),
    receipts: Math.min(count('receipts', 500_000), workers),
    cases,
    due: Math.min(count('due', 20_000), cases),
    rows: count('rows', 200_000),
    looks: count('looks', 200),
    json: given.json ?? null,
    profile: given.profile ?? null,
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        unions: text,
        workers: text,
        only: text,
        posts: text,
        runs: text,
        seconds: text,
        sessions: text,
        receipts: text,
        cases: text,
        due: text,
        rows: text,
        looks: text,
        json: text,
        profile: text,
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

function partsOf(only: string | undefined): readonly Part[] {
  if (only === undefined) return PARTS;
  const wanted = only.split(',').map((name) => name.trim());
  const unknown = wanted.find((name) => !PARTS.some((part) => part === name));
  if (unknown !== undefined) throw new UsageError(`There is no part "${unknown}"; there are ${PARTS.join(', ')}.`);
  return PARTS.filter((part) => wanted.includes(part));
}
