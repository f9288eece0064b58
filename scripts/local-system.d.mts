import type { Stack } from './stack.mjs';

export function startLocalSystem(options: {
  dataDir: string;
  env: Record<string, string | undefined>;
  log: (message: string) => void;
  signal?: AbortSignal;
}): Promise<Stack>;
