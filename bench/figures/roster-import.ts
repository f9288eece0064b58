import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { FileImportView } from '@guantong/contracts';
import { type BenchRun, WrongResult } from '../bench-run.js';
import { atLeast, atMost, type Figure, figure } from '../report/figure.js';
import { cpuFigure } from '../report/cpu-figure.js';
import { say } from '../report/progress.js';
import { cpuOfSystem, cpuSince } from '../system/cpu-meter.js';

const HEADINGS = '姓名,性别,出生日期,文化程度,工种,用工形式,手机号,智能手机,京卡号,所属工会';
const SURNAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨';
const GIVEN = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚';
/** Lines of the file put together at once. */
const LINES_AT_ONCE = 10_000;
const LOOK_EVERY_MS = 100;

/** New workers for unions all over the city, in a roster as unions keep them. */
function roster(rows: number, codes: readonly string[]): Blob {
  const parts: string[] = [`${HEADINGS}\n`];
  for (let from = 0; from < rows; from += LINES_AT_ONCE) {
    let lines = '';
    for (let n = from; n < Math.min(from + LINES_AT_ONCE, rows); n++) {
      const name = `${SURNAMES[n % 16] ?? ''}${GIVEN[Math.floor(n / 16) % 20] ?? ''}${GIVEN[Math.floor(n / 320) % 20] ?? ''}`;
      const born = `${1960 + (n % 45)}-0${1 + (n % 9)}-1${n % 10}`;
      const phone = `139${String(n).padStart(8, '0')}`;
      const code = codes[Math.floor(n / 20) % codes.length] ?? '';
      lines += `${name},${n % 2 ? '女' : '男'},${born},高中,工人,劳务派遣,${phone},是,BN${n},${code}\n`;
    }
    parts.push(lines);
  }
  return new Blob(parts);
}

/** A large roster through the public API: rows a second from the first byte to the last row, and what it takes. */
export async function rosterImport({ options, stack, city, databases }: BenchRun): Promise<Figure[]> {
  const { membership } = databases;
  const { rows: units } = await membership.query<{ code: string }>(`select code from unit where tier = 'GRASSROOTS'`);
  const codes = units.map(({ code }) => code);
  const file = roster(options.rows, codes);
  const pid = stack.services.membership.pid;
  const memory: number[] = [residentOf(pid)];
  const authorization = `Bearer ${city.staff.administrator}`;
  const url = `${stack.gatewayUrl}/api/desk/roster-imports`;
  const form = new FormData();
  form.append('file', file, 'roster.csv');
  const cpuBefore = cpuOfSystem(stack)();
  const started = performance.now();
  let view = await answered(fetch(url, { method: 'POST', headers: { authorization }, body: form }));
  const sent = (performance.now() - started) / 1000;
  while (view.status !== 'DONE') {
    if (view.status === 'FAILED') throw new WrongResult(`the import failed: ${view.failure?.en ?? ''}`);
    await delay(LOOK_EVERY_MS);
    memory.push(residentOf(pid));
    view = await answered(fetch(`${url}/${view.importId}`, { headers: { authorization } }));
  }
  const seconds = (performance.now() - started) / 1000;
  const cpu = cpuSince(cpuBefore, cpuOfSystem(stack)());
  say(`${options.rows} rows: sent in ${sent.toFixed(1)} s, done after ${seconds.toFixed(1)} s`);
  if (view.added !== options.rows) throw new WrongResult(`${view.added} workers of ${options.rows} were added`);
  const raw = figure({
    id: 'machine.insert-rows',
    name: 'the same rows by INSERT … SELECT into a table without indexes',
    unit: 'rows/s',
    samples: [await rawRows(databases.membership, options.rows)],
  });
  return [
    raw,
    figure({
      id: 'import.rows',
      name: 'roster import over HTTP, from sending to the last row',
      unit: 'rows/s',
      samples: [options.rows / seconds],
      baseline: raw,
      target: atLeast(15_000, '≥ 15,000 rows/s'),
    }),
    ...cpuFigure('import.cpu', 'roster import, CPU a row', [{ cpu, pieces: options.rows }]),
    ...(process.platform === 'linux'
      ? [
          figure({
            id: 'import.memory',
            name: 'membership meanwhile, at most',
            unit: 'MB',
            samples: [Math.max(...memory)],
            target: atMost(300, '< 300 MB'),
          }),
        ]
      : []),
  ];
}

async function answered(response: Promise<Response>): Promise<FileImportView> {
  const answer = await response;
  if (!answer.ok) throw new Error(`${answer.status} ${(await answer.text()).slice(0, 500)}`);
  return (await answer.json()) as FileImportView;
}

async function rawRows(membership: BenchRun['databases']['membership'], rows: number): Promise<number> {
  await membership.query(`create unlogged table bench_rows as select * from worker where false`);
  const started = performance.now();
  await membership.query(`insert into bench_rows select * from worker where card_number like 'BN%' limit $1`, [rows]);
  const seconds = (performance.now() - started) / 1000;
  await membership.query('drop table bench_rows');
  return rows / seconds;
}

/** Resident set, MB; 0 where it cannot be read. */
const residentOf = (pid: number | undefined): number => {
  if (process.platform !== 'linux') return 0;
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
};
