import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type LogInLoad, logInLoadProgram } from './log-in-load.js';
import { serve } from './program.js';

const VICTIM = 'victim-of-a-flood';
const ATTACKER = '203.0.113.66';
/** Ticks of whatever goes at a pace, ms. */
const TICK_MS = 20;

/** Addresses of the benchmarking network, 198.18.0.0/15. */
const addressOf = (n: number): string => `198.18.${Math.floor(n / 250) % 250}.${(n % 250) + 1}`;

serve(logInLoadProgram, async (load) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 512 });
  const latencies: number[] = [];
  const statuses: Record<string, number> = {};
  const floodStatuses: Record<string, number> = {};
  const pending = new Set<Promise<void>>();
  const began = performance.now();
  const end = began + load.seconds * 1000;
  let turn = 0;

  const right = async (): Promise<void> => {
    const n = turn++ % load.logins.length;
    const at = performance.now();
    const status = await tryOnce(agent, load, {
      login: load.logins[n] ?? '',
      secret: load.password,
      from: addressOf(n),
    });
    latencies.push(performance.now() - at);
    statuses[status] = (statuses[status] ?? 0) + 1;
  };
  let tries = 0;
  const wrong = async (at: 'ACCOUNT' | 'ADDRESS'): Promise<void> => {
    const n = tries++;
    const login = at === 'ACCOUNT' ? VICTIM : `nobody-${n}`;
    const from = at === 'ACCOUNT' ? addressOf(10_000 + n) : ATTACKER;
    const status = await tryOnce(agent, load, { login, secret: 'wrong', from });
    floodStatuses[status] = (floodStatuses[status] ?? 0) + 1;
  };
  const atPace = async (perSecond: number, work: () => Promise<void>): Promise<void> => {
    for (let done = 0; performance.now() < end;) {
      const due = ((performance.now() - began) / 1000) * perSecond;
      for (; done < due; done++) {
        const one = work().finally(() => pending.delete(one));
        pending.add(one);
      }
      await delay(TICK_MS);
    }
  };
  const inFlight = async (): Promise<void> => {
    while (performance.now() < end) await right();
  };

  const { pace, flood } = load;
  await Promise.all([
    ...('inFlight' in pace ? Array.from({ length: pace.inFlight }, inFlight) : [atPace(pace.perSecond, right)]),
    ...(flood ? [atPace(flood.perSecond, () => wrong(flood.at))] : []),
  ]);
  const seconds = (performance.now() - began) / 1000;
  await Promise.all(pending);
  agent.destroy();
  return { seconds, latencies, statuses, floodStatuses };
});

function tryOnce(
  agent: Agent,
  { url }: LogInLoad,
  { login, secret, from }: { login: string; secret: string; from: string },
): Promise<string> {
  const body = JSON.stringify({ login, secret });
  return new Promise((resolve) => {
    const sent = request(`${url}/api/open/sessions`, {
      agent,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'x-forwarded-for': from,
      },
    });
    sent.once('response', (response) => {
      response.resume();
      response.once('end', () => resolve(String(response.statusCode)));
    });
    sent.once('error', (error) => resolve((error as NodeJS.ErrnoException).code ?? 'error'));
    sent.end(body);
  });
}
