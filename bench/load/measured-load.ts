import type { CpuSample } from '../report/cpu-figure.js';
import { say } from '../report/progress.js';
import { type CpuTimes, withCpu } from '../system/cpu-meter.js';
import { httpLoad, type HttpLoad, type LoadResult } from './http-load.js';

export type MeasuredLoad = LoadResult & CpuSample;

/** A load over HTTP, with the processor time it cost each process, the load process included. */
export async function measuredLoad(name: string, read: () => CpuTimes, load: HttpLoad): Promise<MeasuredLoad> {
  const { result, cpu } = await withCpu(read, () => httpLoad(load));
  const all: CpuTimes = Object.keys(cpu).length > 0 ? { ...cpu, load: result.loadCpuMs } : {};
  const total = Object.values(all).reduce((sum, ms) => sum + ms, 0);
  const each = (total * 1000) / result.answered;
  say(`${name}: ${result.perSecond.toFixed(0)}/s, p99 ${result.p99} ms, ${each.toFixed(0)} µs of CPU each`);
  return { ...result, cpu: all, pieces: result.answered };
}
