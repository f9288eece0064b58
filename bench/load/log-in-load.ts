import { program, run } from './program.js';

/** Tries to log in, in a process of their own. */
export interface LogInLoad {
  readonly url: string;
  readonly seconds: number;
  /** Who logs in rightly, one after the other, round and round; each from an address of its own. */
  readonly logins: readonly string[];
  readonly password: string;
  /** Right log-ins: so many a second, or else so many in flight all the time. */
  readonly pace: { readonly perSecond: number } | { readonly inFlight: number };
  /** Wrong tries a second beside them, at one account from everywhere or from one address at everybody. */
  readonly flood?: { readonly at: 'ACCOUNT' | 'ADDRESS'; readonly perSecond: number };
}

export interface LogInResult {
  readonly seconds: number;
  /** ms, of right log-ins. */
  readonly latencies: readonly number[];
  /** Right log-ins by status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Wrong tries by status. */
  readonly floodStatuses: Readonly<Record<string, number>>;
}

export const logInLoadProgram = program<LogInLoad, LogInResult>('load/log-in-load-process');

export const logInLoad = (load: LogInLoad): Promise<LogInResult> => run(logInLoadProgram, load);
