/** `npm run bench`: what the system does on this machine, and what the machine could do by itself. See bench/README.md. */
import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { readOptions, USAGE, UsageError } from './options.js';
import { say } from './report/progress.js';
import { table } from './report/table.js';
import { runBench } from './run-bench.js';

try {
  const options = readOptions(process.argv.slice(2));
  const machine = {
    cores: availableParallelism(),
    model: cpus()[0]?.model ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    loadBefore: loadavg()[0] ?? 0,
  };
  const figures = await runBench(options);
  if (options.json) {
    const { json: _file, ...asked } = options;
    writeFileSync(options.json, `${JSON.stringify({ at: new Date().toISOString(), machine, options: asked, figures }, null, 2)}\n`);
  }
  console.log(`\n${machine.cores} cores (${machine.model}), ${machine.memoryGb} GB, Node ${machine.node}; ${options.unions} unions, ${options.workers} workers\n`);
  console.log(table(figures));
} catch (error) {
  if (error instanceof UsageError) say(`${error.message}\n${USAGE}`);
  else say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
}
