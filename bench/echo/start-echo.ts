import { type ChildProcess, fork } from 'node:child_process';
import { benchProgram } from '../load/program.js';

export interface Echo {
  readonly url: string;
  readonly pids: { readonly edge: number | undefined; readonly service: number | undefined };
  stop(): void;
}

/** The echo as two processes. They end with ours, whatever happens to it. */
export async function startEcho(natsUrl: string): Promise<Echo> {
  const service = await start('echo/service', natsUrl);
  const edge = await start('echo/edge', natsUrl);
  return {
    url: edge.said.url,
    pids: { edge: edge.child.pid, service: service.child.pid },
    stop: () => [edge, service].forEach(({ child }) => child.disconnect()),
  };
}

function start(entry: string, natsUrl: string): Promise<{ child: ChildProcess; said: { url: string } }> {
  return new Promise((resolve, reject) => {
    const child = fork(benchProgram(entry), { env: { ...process.env, NODE_ENV: 'production', NATS_URL: natsUrl } });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${entry} ended with ${code} before it was ready`)));
    child.once('message', (said) => {
      child.removeAllListeners('exit');
      resolve({ child, said: said as { url: string } });
    });
  });
}
