import { settleWithin } from '@guantong/platform';
import { Logger } from '@nestjs/common';
import { type NatsContext, ServerNats, type WritePacket } from '@nestjs/microservices';
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
    await this.hold(super.handleMessage(channel, message));
  }

  /** Nest's handleMessage ends when the work has begun; it is done when the last packet of the reply has been sent. */
  override getPublisher(message: Msg, id: string, context: NatsContext): (packet: WritePacket) => unknown {
    const publish = super.getPublisher(message, id, context) as (packet: WritePacket) => unknown;
    let answered = () => {};
    void this.hold(new Promise<void>((resolve) => (answered = resolve)));
    return (packet) => {
      try {
        return publish(packet);
      } finally {
        if (packet.isDisposed || packet.status === 'error') answered();
      }
    };
  }

  private async hold(work: Promise<void>): Promise<void> {
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
    const until = Date.now() + this.drainMs;
    while (this.inFlight.size > 0 && Date.now() < until) await settleWithin(this.inFlight, until - Date.now());
    if (this.inFlight.size > 0) this.log.warn(`left with ${this.inFlight.size} request(s) unanswered`);
    await leave(connection);
    own.natsClient = null;
  }
}
