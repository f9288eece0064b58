import type { EmbeddedNats, ProcessEnd } from './stack.mjs';

export function embeddedNats(options: {
  dataDir: string;
  port: number;
  restart: boolean;
  /** Default: the one that `npm start` or `npm test` has found. */
  binary?: string;
  log?: (message: string) => void;
  onExit?: (end: ProcessEnd) => void;
}): Promise<EmbeddedNats & { start(): Promise<void> }>;
