import { readdirSync, readFileSync } from 'node:fs';
import { atMost, type Figure, figure } from '../report/figure.js';
import type { Stack } from '../system/stack-module.js';

/**
 * Memory of every process of the system, MB. PostgreSQL's processes share their buffers, which are counted once
 * (proportional set size); for the others it is the resident set. Linux only: elsewhere there are no figures.
 */
export function memory(stack: Stack, when: string): Figure[] {
  if (process.platform !== 'linux') return [];
  const services = Object.entries(stack.services).map(([name, { pid }]) => ({ name, mb: residentOf(pid) }));
  const parts = [
    ...services,
    { name: 'nats', mb: residentOf(stack.nats.pid) },
    { name: 'postgres', mb: familyOf(stack.postgres.pid) },
  ];
  const total = parts.reduce((sum, { mb }) => sum + mb, 0);
  const id = when.replaceAll(' ', '-');
  return [
    ...parts.map(({ name, mb }) =>
      figure({ id: `memory.${id}.${name}`, name: `memory ${when}, ${name}`, unit: 'MB', samples: [mb] }),
    ),
    figure({
      id: `memory.${id}.all`,
      name: `memory ${when}, everything`,
      unit: 'MB',
      samples: [total],
      target: atMost(900, '≤ 900 MB'),
    }),
  ];
}

const kilobytes = (file: string, field: string): number => {
  try {
    return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(file, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0; // ended in the meantime
  }
};

const residentOf = (pid: number | undefined): number => kilobytes(`/proc/${pid}/status`, 'VmRSS') / 1024;

function familyOf(pid: number | undefined): number {
  const members = readdirSync('/proc').filter(
    (entry) => /^\d+$/.test(entry) && (Number(entry) === pid || parentOf(entry) === pid),
  );
  return members.reduce((sum, member) => sum + kilobytes(`/proc/${member}/smaps_rollup`, 'Pss'), 0) / 1024;
}

function parentOf(pid: string): number {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return -1;
  }
}
