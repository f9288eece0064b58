import { randomUUID } from 'node:crypto';
import autocannon, { type Options, type Request } from 'autocannon';
import { httpLoadProgram, type LoadRequest } from './http-load.js';
import { serve } from './program.js';

serve(httpLoadProgram, async (load) => {
  const connections = Math.min(load.connections, load.requests.length);
  const run = (length: Pick<Options, 'amount' | 'duration'>) => {
    let connection = 0;
    return autocannon({
      url: load.url,
      connections,
      timeout: 30,
      sampleInt: 100, // it looks for the end only so often
      ...length,
      // Each connection has its own share, so that no two ask for the same worker at once.
      setupClient: (client) => {
        const first = connection++;
        const own = load.requests.filter((_, i) => i % connections === first);
        client.setRequests(own.map((request) => prepared(request, load.idempotencyKeys ?? false)));
      },
    });
  };
  const before = process.cpuUsage();
  let result = await run(load.once ? { amount: load.requests.length } : { duration: load.seconds ?? 1 });
  // A crowded machine may not answer within a short run: then it takes as long as one answer on each connection takes.
  if (result['2xx'] + result.non2xx + result.errors === 0) result = await run({ amount: connections });
  const { '2xx': answered, non2xx, errors, duration: seconds, latency } = result;
  if (non2xx + errors > 0 || answered === 0) {
    throw new Error(`${answered} answered, ${errors} errors, statuses ${JSON.stringify(result.statusCodeStats)}`);
  }
  const { user, system } = process.cpuUsage(before);
  const loadCpuMs = (user + system) / 1000;
  return { loadCpuMs, perSecond: answered / seconds, p50: latency.p50, p99: latency.p99, answered, seconds };
});

function prepared({ method, path, token, body }: LoadRequest, idempotencyKey: boolean): Request {
  const headers = {
    ...(token && { authorization: `Bearer ${token}` }),
    ...(body && { 'content-type': 'application/json' }),
  };
  return {
    method,
    path,
    headers,
    ...(body && { body: JSON.stringify(body) }),
    ...(idempotencyKey && {
      setupRequest: (request: Request) => ({
        ...request,
        headers: { ...request.headers, 'idempotency-key': randomUUID() },
      }),
    }),
  };
}
