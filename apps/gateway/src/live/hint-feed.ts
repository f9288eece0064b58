import { setTimeout as delay } from 'node:timers/promises';
import { BeforeApplicationShutdown, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { type ConsumerMessages, DeliverPolicy, jetstream } from '@nats-io/jetstream';
import { BrokerConnection } from '../broker/broker-connection.js';
import { hintsOf } from './hints-of.js';

/** What a live view can depend on. */
const SUBJECTS = ['evt.content.>', 'evt.distribution.>', 'evt.feedback.>'];

type Listener = () => void;

/**
 * Tells live streams that something has happened to a post, a case, or the cases of a unit. One ordered consumer a
 * process, from now on, kept nowhere: a lost hint only means that the view is up to 15 s late.
 */
@Injectable()
export class HintFeed implements OnModuleInit, BeforeApplicationShutdown {
  private readonly log = new Logger('HintFeed');
  private readonly listeners = new Map<string, Set<Listener>>();
  private messages: ConsumerMessages | undefined;
  private stopping = false;

  constructor(private readonly broker: BrokerConnection) {}

  onModuleInit(): void {
    // After a break, hints may be missing, and the broker may have lost the consumer or the whole stream: begin anew.
    this.broker.onReconnect(() => void this.messages?.close());
    this.run().catch((error: unknown) => this.log.error(`live hints have ended: ${String(error)}`));
  }

  /** @returns how to stop listening */
  listen(keys: readonly string[], listener: Listener): () => void {
    for (const key of keys) {
      const set = this.listeners.get(key) ?? new Set();
      this.listeners.set(key, set.add(listener));
    }
    return () => {
      for (const key of keys) {
        const set = this.listeners.get(key);
        set?.delete(listener);
        if (set?.size === 0) this.listeners.delete(key);
      }
    };
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.messages?.close();
  }

  private hintAll(): void {
    for (const set of this.listeners.values()) for (const listener of set) listener();
  }

  private async run(): Promise<void> {
    const connection = await this.broker.ready;
    while (!this.stopping) {
      try {
        // An ordered consumer makes itself anew after a gap or a break, and so survives a restarted broker.
        const consumer = await jetstream(connection).consumers.get('EVENTS', {
          deliver_policy: DeliverPolicy.New,
          filter_subjects: SUBJECTS,
        });
        this.messages = await consumer.consume({ max_messages: 1000, abort_on_missing_resource: true });
        this.hintAll();
        for await (const message of this.messages) {
          if (this.listeners.size > 0) this.spread(message.data);
        }
      } catch (error) {
        // No stream yet (no service has started), or a store that was wiped
        if (!this.stopping) this.log.debug(`live hints wait: ${String(error)}`);
      }
      if (!this.stopping) await delay(1000, undefined, { ref: false });
    }
  }

  private spread(data: Uint8Array): void {
    for (const key of hintsOf(data)) for (const listener of this.listeners.get(key) ?? []) listener();
  }
}
