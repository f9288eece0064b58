import { settleWithin } from '@guantong/platform';
import { Logger } from '@nestjs/common';
import { ServerNats } from '@nestjs/microservices';
import type { Msg, NatsConnection } from '@nats-io/transport-node';
import { leave } from '../connection/leave.js';
import { natsOptions } from '../connection/nats-options.js';

interface Internals {
  natsClient: NatsConnection | null;
  subscriptions: { drain(): Promise<void> }[];
}

/**
 * Nest's request/reply server over NATS, with a shutdown that stops taking requests, finishes those in hand, flushes
 * their replies and leaves. (Nest's own sleeps a fixed ten seconds instead.) Copies of a service share a queue group.
 */
export class DrainingNatsServer extends ServerNats {
  private readonly inFlight = new Set<Promise<unknown>>();
  private readonly log = new Logger('NatsServer');

  constructor(
    service: string,
    servers: string,
    private readonly drainMs = 10_000,
  ) {
    super({ ...(natsOptions(service, servers) as object), queue: service });
  }

  override async handleMessage(channel: string, message: Msg): Promise<void> {
    const work = super.handleMessage(channel, message);
    this.inFlight.add(work);
    try {
      await work;
    } finally {
      this.inFlight.delete(work);
    }
  }

  override async close(): Promise<void> {
    const own = this as unknown as Internals;
    const connection = own.natsClient;
    if (!connection || connection.isClosed()) return;
    await Promise.allSettled(own.subscriptions.map((s) => s.drain())); // fails when the broker is away: nobody asks, then
    if (!(await settleWithin(this.inFlight, this.drainMs))) {
      this.log.warn(`left with ${this.inFlight.size} request(s) unanswered`);
    }
    await new Promise((done) => setImmediate(done)); // Nest publishes the reply on the next tick
    await leave(connection);
    own.natsClient = null;
  }
}
