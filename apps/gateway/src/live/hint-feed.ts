import { setTimeout as delay } from 'node:timers/promises';
import { BeforeApplicationShutdown, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { type ConsumerMessages, DeliverPolicy, jetstream } from '@nats-io/jetstream';
import { BrokerConnection } from '../broker/broker-connection.js';
import { hintsOf, isNewUnit } from './hints-of.js';
import { TreeRounds } from './tree-rounds.js';

/** What a live view can depend on. */
const SUBJECTS = ['evt.content.>', 'evt.distribution.>', 'evt.feedback.>'];
/** And what decides whose it is. */
const TREE = ['state.membership.unit.>'];
/** Streams asked to look again in one turn of a round; 5,000 of them take a second. */
const AT_ONCE = 100;
const TURN_MS = 20;

type Listener = () => void;

/**
 * Tells live streams that something has happened to a post, a case, or the cases of a unit, and all of them when the tree
 * has changed. Ordered consumers of this process, from now on, kept nowhere: a lost hint only means that the view is up
 * to 15 s late.
 */
@Injectable()
export class HintFeed implements OnModuleInit, BeforeApplicationShutdown {
  private readonly log = new Logger('HintFeed');
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly followed = new Set<ConsumerMessages>();
  private readonly rounds = new TreeRounds(() => void this.askAround());
  private stopping = false;

  constructor(private readonly broker: BrokerConnection) {}

  onModuleInit(): void {
    // After a break, hints may be missing, and the broker may have lost the consumer or the whole stream: begin anew.
    this.broker.onReconnect(() => void this.closeAll());
    const follow = (stream: string, subjects: string[], take: (data: Uint8Array) => void) =>
      this.follow(stream, subjects, take).catch((error: unknown) =>
        this.log.error(`live hints from ${stream} have ended: ${String(error)}`),
      );
    void follow('EVENTS', SUBJECTS, (data) => this.spread(data));
    void follow('STATE', TREE, (data) => {
      if (!isNewUnit(data)) this.rounds.changed();
    });
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
    this.rounds.stop();
    await this.closeAll();
  }

  private closeAll(): Promise<unknown> {
    return Promise.all([...this.followed].map((messages) => messages.close()));
  }

  private hintAll(): void {
    for (const set of this.listeners.values()) for (const listener of set) listener();
  }

  /** All of them, but not all at the same moment. */
  private async askAround(): Promise<void> {
    const all = [...new Set([...this.listeners.values()].flatMap((set) => [...set]))];
    for (let at = 0; at < all.length && !this.stopping; at += AT_ONCE) {
      for (const listener of all.slice(at, at + AT_ONCE)) listener();
      await delay(TURN_MS, undefined, { ref: false });
    }
  }

  private async follow(stream: string, subjects: string[], take: (data: Uint8Array) => void): Promise<void> {
    const connection = await this.broker.ready;
    while (!this.stopping) {
      let messages: ConsumerMessages | undefined;
      try {
        // An ordered consumer makes itself anew after a gap or a break, and so survives a restarted broker.
        const consumer = await jetstream(connection).consumers.get(stream, {
          deliver_policy: DeliverPolicy.New,
          filter_subjects: subjects,
        });
        messages = await consumer.consume({ max_messages: 1000, abort_on_missing_resource: true });
        this.followed.add(messages);
        this.hintAll();
        for await (const message of messages) {
          if (this.listeners.size > 0) take(message.data);
        }
      } catch (error) {
        // No stream yet (no service has started), or a store that was wiped
        if (!this.stopping) this.log.debug(`live hints wait: ${String(error)}`);
      } finally {
        if (messages) this.followed.delete(messages);
      }
      if (!this.stopping) await delay(1000, undefined, { ref: false });
    }
  }

  private spread(data: Uint8Array): void {
    for (const key of hintsOf(data)) for (const listener of this.listeners.get(key) ?? []) listener();
  }
}
