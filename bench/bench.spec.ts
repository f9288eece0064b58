import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PARTS, readOptions } from './options.js';
import type { Figure } from './report/figure.js';

const SMALL = [
  ...['--unions', '120', '--workers', '3000', '--sessions', '700', '--posts', '1', '--runs', '1', '--seconds', '1'],
  ...['--receipts', '1000', '--cases', '1200', '--due', '200', '--looks', '20', '--rows', '500'],
];

/** The whole of `npm run bench`, on a city that takes seconds. */
function runBench(args: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--enable-source-maps', 'dist/bench/bench.js', ...args], {
      env: { ...process.env, ...(process.env.TEST_NATS_SERVER && { NATS_SERVER: process.env.TEST_NATS_SERVER }) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

describe('npm run bench', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'guantong-bench-spec-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has been built', () => expect(existsSync('dist/bench/bench.js')).toBe(true));

  it('measures every part on a small city, and finds the coverage exact', async () => {
    const json = path.join(folder, 'figures.json');
    const { code, output } = await runBench([...SMALL, '--json', json]);
    if (code !== 0) throw new Error(output);
    const { figures } = JSON.parse(readFileSync(json, 'utf8')) as { figures: Figure[] };
    // processor time is counted in hundredths of a second: on so small a city some parts take less than one
    const least = (f: Figure): number => (f.id.endsWith('.cpu') ? 0 : Number.MIN_VALUE);
    expect(figures.filter((f) => !Number.isFinite(f.value) || f.value < least(f))).toEqual([]);
    expect(figures.filter((f) => f.ratio !== undefined && !Number.isFinite(f.ratio))).toEqual([]);
    expect(new Set(figures.map((f) => f.id)).size).toBe(figures.length);
    expect(figures.map((f) => f.id)).toEqual(expect.arrayContaining(FIGURES_OF_EVERY_RUN));
    for (const { name } of figures) expect(output).toContain(name);
  }, 300_000);

  it('says how it is used when it is asked for what does not exist', async () => {
    const { code, output } = await runBench(['--only', 'fan-out,teleport']);
    expect(code).toBe(1);
    expect(output).toContain('There is no part "teleport"');
  });

  it('measures the parts asked for in their own order', () => {
    expect(readOptions(['--only', 'memory,fan-out']).parts).toEqual(['fan-out', 'memory']);
    expect(readOptions([]).parts).toEqual(PARTS);
    expect(() => readOptions(['--unions', 'many'])).toThrow('--unions must be a number above 0, not "many".');
  });
});

const FIGURES_OF_EVERY_RUN = [
  'start.warm',
  'machine.insert.1',
  'machine.insert.8',
  'machine.nats',
  'echo',
  'echo.p99',
  'machine.insert-select',
  'machine.insert-select.indexed',
  'fan-out.last-union',
  'fan-out.answer',
  'fan-out.recipients',
  'inbox.read',
  'inbox.read.p99',
  'inbox.first',
  'inbox.beside',
  'inbox.beside.p99',
  'inbox.beside.receipts',
  'receipts.http',
  'receipts.open',
  'receipts.rpc',
  'receipts.service',
  'coverage.city.http',
  'coverage.city.http.p99',
  'coverage.city.database',
  'coverage.district.http',
  'coverage.unreached.http',
  'feedback.submit',
  'feedback.submit.p99',
  'escalation',
  'escalation.idle',
  'tree.unit',
  'tree.city.p99',
  'tree.phone',
  'tree.pinyin.p99',
  'import.rows',
];
