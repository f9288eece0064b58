import {
  AckPolicy,
  DeliverPolicy,
  jetstream,
  jetstreamManager,
  type JetStreamClient,
  type JetStreamManager,
} from '@nats-io/jetstream';
import { connect, headers, type NatsConnection } from '@nats-io/transport-node';

/** Looks at the broker from outside, as an operator (or a vandal) would. */
export class BrokerView {
  private constructor(
    readonly connection: NatsConnection,
    readonly js: JetStreamClient,
    readonly jsm: JetStreamManager,
  ) {}

  static async open(url: string): Promise<BrokerView> {
    const connection = await connect({ servers: url, maxReconnectAttempts: -1, reconnectTimeWait: 100 });
    return new BrokerView(connection, jetstream(connection), await jetstreamManager(connection));
  }

  async count(stream = 'EVENTS'): Promise<number> {
    return (await this.jsm.streams.info(stream)).state.messages;
  }

  /** Everything that a stream holds. */
  async messages(stream = 'EVENTS'): Promise<{ subject: string; data: Uint8Array; msgId: string }[]> {
    const total = await this.count(stream);
    if (total === 0) return [];
    const info = await this.jsm.consumers.add(stream, {
      ack_policy: AckPolicy.None,
      deliver_policy: DeliverPolicy.All,
    });
    const messages = await this.js.consumers.getConsumerFromInfo(info).fetch({ max_messages: total, expires: 5000 });
    const found = [];
    for await (const m of messages) {
      found.push({ subject: m.subject, data: m.data.slice(), msgId: m.headers?.get('Nats-Msg-Id') ?? '' });
      if (found.length === total) break;
    }
    await this.jsm.consumers.delete(stream, info.name);
    return found;
  }

  /** With a message id of its own each time, so that the broker's deduplication does not help. */
  async publish(subject: string, data: Uint8Array | string): Promise<void> {
    const h = headers();
    h.set('Nats-Msg-Id', `again-${Math.random()}`);
    await this.js.publish(subject, data, { headers: h });
  }

  /** Until nothing is waiting at a durable consumer. */
  async settled(durable: string, stream = 'EVENTS'): Promise<void> {
    for (;;) {
      const info = await this.jsm.consumers.info(stream, durable);
      if (info.num_pending === 0 && info.num_ack_pending === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  close(): Promise<void> {
    return this.connection.close();
  }
}
