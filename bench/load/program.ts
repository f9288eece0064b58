import { fork } from 'node:child_process';
import path from 'node:path';

/** A program of ours (dist/bench/<entry>.js) that is run as a process of its own: what it is told, and what it finds. */
export interface Program<Job, Result> {
  readonly entry: string;
  /** Phantom: carries the types. Never set. */
  readonly types?: (job: Job) => Result;
}

export const program = <Job extends object, Result>(entry: string): Program<Job, Result> => ({ entry });

export function run<Job extends object, Result>({ entry }: Program<Job, Result>, job: Job): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = fork(benchProgram(entry), { serialization: 'advanced' });
    let result: { value: Result } | undefined;
    child.once('message', (message) => {
      result = message as { value: Result };
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (code === 0 && result) resolve(result.value);
      else reject(new Error(`${entry} ended with ${signal ?? code}; what it said is above`));
    });
    child.send(job);
  });
}

/** In the program: takes the job, sends the result back, and ends; ends as well when whoever started it is gone. */
export function serve<Job, Result>(_: Program<Job, Result>, work: (job: Job) => Promise<Result>): void {
  process.once('disconnect', () => process.exit(1));
  process.once('message', (job) => {
    work(job as Job).then(
      (value) => process.send?.({ value }, () => process.exit(0)),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
        process.exit(1);
      },
    );
  });
}

/** Our programs run from the build, where the services run from as well. */
export const benchProgram = (entry: string): string => path.resolve('dist/bench', `${entry}.js`);
