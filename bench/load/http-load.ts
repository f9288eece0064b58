import { program, run } from './program.js';

/** What one load process does. It is a process of its own, so that it does not share a thread with what it measures. */
export interface HttpLoad {
  readonly url: string;
  /** Requests in flight; each connection has one. */
  readonly connections: number;
  /** Seconds; for an `amount` of requests it is left out. */
  readonly seconds?: number;
  /** Instead of a time: every request once, on whichever connection. */
  readonly once?: boolean;
  readonly requests: readonly LoadRequest[];
  /** A fresh Idempotency-Key on each request, as a phone sends it. */
  readonly idempotencyKeys?: boolean;
}

export interface LoadRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly token?: string;
  readonly body?: object;
}

export interface LoadResult {
  readonly perSecond: number;
  /** ms */
  readonly p50: number;
  readonly p99: number;
  readonly answered: number;
  readonly seconds: number;
  /** ms of processor time of the load process itself. */
  readonly loadCpuMs: number;
}

/** @throws when any request got another answer than a success: then the figure would mean nothing */
export const httpLoad = (load: HttpLoad): Promise<LoadResult> => run(httpLoadProgram, load);

export const httpLoadProgram = program<HttpLoad, LoadResult>('load/http-load-process');
