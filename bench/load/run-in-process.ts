import { fork } from 'node:child_process';
import path from 'node:path';

/** Runs one of our own programs (dist/bench/<entry>.js) as a process: hands it `job`, and resolves to what it sends back. */
export function runInProcess<Job extends object, Result>(entry: string, job: Job): Promise<Result> {
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

/** The other side: takes the job, sends the result back, and ends. */
export function asProcess<Job, Result>(work: (job: Job) => Promise<Result>): void {
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
