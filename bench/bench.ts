/** `npm run bench`: what the system does on this machine, and what the machine could do by itself. See bench/README.md. */
import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { readOptions, USAGE, UsageError } from './options.js';
import { say } from './report/progress.js';
import { table } from './report/table.js';
import { runBench } from './run-bench.js';
import { machineTime, takenByOthers } from './system/cpu-meter.js';

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => interrupted.abort(new Error(signal)));
}

try {
  if (process.argv.includes('--help')) {
    console.log(USAGE);
    process.exit(0);
  }
  const options = readOptions(process.argv.slice(2));
  const machine = {
    cores: availableParallelism(),
    model: cpus()[0]?.model ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
  const before = machineTime();
  const figures = await runBench(options, interrupted.signal);
  const others = takenByOthers(before, machineTime());
  if (options.json) {
    writeFileSync(
      options.json,
      `${JSON.stringify({ at: new Date().toISOString(), machine, others, options, figures }, null, 2)}\n`,
    );
  }
  console.log(
    `\n${machine.cores} cores (${machine.model}), ${machine.memoryGb} GB, Node ${machine.node}; ${options.unions} unions, ${options.workers} workers\n`,
  );
  console.log(table(figures));
  if (others > 0.1) {
    console.log(
      `\nOther programs took ${Math.round(others * 100)} % of the machine meanwhile: trust ratios and CPU, not rates.`,
    );
  }
} catch (error) {
  if (error instanceof UsageError) say(`${error.message}\n${USAGE}`);
  else if (interrupted.signal.aborted) say('interrupted');
  else say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
}
