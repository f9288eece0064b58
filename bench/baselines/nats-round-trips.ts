import { connect } from '@nats-io/transport-node';
import { inFlight } from '../load/in-flight.js';

/** Core NATS request/reply per second with `width` in flight: two connections of this one process, 100 bytes each way. */
export async function natsRoundTrips(url: string, seconds: number, width: number): Promise<number> {
  const options = { servers: [url], noAsyncTraces: true };
  const [asking, answering] = await Promise.all([connect(options), connect(options)]);
  const payload = new Uint8Array(100);
  answering.subscribe('bench.round-trip', { callback: (_, message) => void message.respond(message.data) });
  await answering.flush();
  try {
    const { perSecond } = await inFlight(width, seconds * 1000, () =>
      asking.request('bench.round-trip', payload, { timeout: 5000 }),
    );
    return perSecond;
  } finally {
    await Promise.all([asking.close(), answering.close()]);
  }
}
