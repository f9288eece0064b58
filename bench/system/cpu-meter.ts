import { readdirSync, readFileSync } from 'node:fs';
import type { Stack } from './stack-module.js';

/** ms of processor time by process, user and kernel together. */
export type CpuTimes = Readonly<Record<string, number>>;

/** Linux counts in hundredths of a second (USER_HZ, fixed for programs). */
const MS_PER_TICK = 10;

/**
 * Processor time that `work` cost each process of the system. Unlike requests per second it hardly depends on who else
 * uses the machine. Linux only: elsewhere it is empty.
 */
export async function withCpu<T>(read: () => CpuTimes, work: () => Promise<T>): Promise<{ result: T; cpu: CpuTimes }> {
  const before = read();
  const result = await work();
  return { result, cpu: cpuSince(before, read()) };
}

/** What each process has taken between two readings. */
export const cpuSince = (before: CpuTimes, after: CpuTimes): CpuTimes =>
  Object.fromEntries(Object.entries(after).map(([name, ms]) => [name, ms - (before[name] ?? 0)]));

export const cpuOfSystem = (stack: Stack) => (): CpuTimes => {
  if (process.platform !== 'linux') return {};
  return {
    ...Object.fromEntries(Object.entries(stack.services).map(([name, { pid }]) => [name, cpuOfProcess(pid).own])),
    nats: cpuOfProcess(stack.nats.pid).own,
    postgres: cpuOfFamily(stack.postgres.pid),
  };
};

export function cpuOfProcess(pid: number | undefined): { own: number; ofEndedChildren: number; parent: number } {
  try {
    // the name in brackets may hold anything, so fields are counted from behind it
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number);
    const [, parent = 0] = fields;
    const [user = 0, kernel = 0, childrenUser = 0, childrenKernel = 0] = fields.slice(11, 15);
    return {
      own: (user + kernel) * MS_PER_TICK,
      ofEndedChildren: (childrenUser + childrenKernel) * MS_PER_TICK,
      parent,
    };
  } catch {
    return { own: 0, ofEndedChildren: 0, parent: -1 }; // not there (any more)
  }
}

/** A process with all below it: PostgreSQL has one for each connection. */
function cpuOfFamily(pid: number | undefined): number {
  const all = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map((entry) => ({ pid: Number(entry), ...cpuOfProcess(Number(entry)) }));
  const sum = (head: number): number => {
    const { own, ofEndedChildren } = cpuOfProcess(head);
    const children = all.filter(({ parent }) => parent === head);
    return children.reduce((total, child) => total + sum(child.pid), own + ofEndedChildren);
  };
  return pid === undefined ? 0 : sum(pid);
}

export interface MachineTime {
  /** ms of processor time of all programs. */
  readonly busy: number;
  readonly idle: number;
  /** Of `busy`, what this process and everything it has started took. */
  readonly ours: number;
}

export function machineTime(): MachineTime {
  if (process.platform !== 'linux') return { busy: 0, idle: 0, ours: 0 };
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = (
    /^cpu +(.*)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1] ?? ''
  )
    .split(' ')
    .map(Number);
  return {
    busy: (user + nice + system + irq + softirq + steal) * MS_PER_TICK,
    idle: (idle + iowait) * MS_PER_TICK,
    ours: cpuOfFamily(process.pid),
  };
}

/** Share of the machine, from 0 to 1, that other programs took between two moments. */
export function takenByOthers(from: MachineTime, to: MachineTime): number {
  const busy = to.busy - from.busy;
  const all = busy + to.idle - from.idle;
  return all > 0 ? Math.max(0, (busy - (to.ours - from.ours)) / all) : 0;
}
