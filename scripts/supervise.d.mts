import type { ChildProcess } from 'node:child_process';
import type { ProcessEnd, SupervisedProcess } from './stack.mjs';

export function supervise(options: {
  name: string;
  launch: () => ChildProcess | Promise<ChildProcess>;
  isReady: () => boolean | Promise<boolean>;
  restart: boolean;
  stopSignal?: NodeJS.Signals;
  hastySignal?: NodeJS.Signals;
  patienceMs?: number;
  log?: (message: string) => void;
  onExit?: (end: ProcessEnd) => void;
}): Omit<SupervisedProcess, 'logFile'> & { start(): Promise<void>; hasten(): void };
