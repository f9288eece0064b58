import { type ChildProcess, fork } from 'node:child_process';
import { benchProgram } from '../load/run-in-process.js';

export interface Echo {
  readonly url: string;
  stop(): void;
}

/** The echo as two processes. They end with ours, whatever happens to it. */
export async function startEcho(natsUrl: string): Promise<Echo> {
  const service = await start<{ ready: true }>('echo/service', natsUrl);
  const edge = await start<{ url: string }>('echo/edge', natsUrl);
  return {
    url: edge.said.url,
    stop: () => [edge, service].forEach(({ child }) => child.disconnect()),
  };
}

function start<Said>(entry: string, natsUrl: string): Promise<{ child: ChildProcess; said: Said }> {
  return new Promise((resolve, reject) => {
    const child = fork(benchProgram(entry), { env: { ...process.env, NODE_ENV: 'production', NATS_URL: natsUrl } });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${entry} ended with ${code} before it was ready`)));
    child.once('message', (said) => {
      child.removeAllListeners('exit');
      resolve({ child, said: said as Said });
    });
  });
}
