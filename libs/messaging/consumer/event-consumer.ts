import { setTimeout as delay } from 'node:timers/promises';
import { settleWithin } from '@guantong/platform';
import type { ConsumerMessages, JsMsg } from '@nats-io/jetstream';
import { Logger } from '@nestjs/common';
import type { Broker } from '../connection/broker.js';
import { ensureConsumer } from './ensure-consumer.js';
import type { RegisteredHandler } from './handler-registry.js';
import { MessageSource } from './message-source.js';
import { giveBack, type MessageWorker } from './message-worker.js';
import { Slots } from './slots.js';

/** A pull request is renewed this often, ms. Also how long the library waits when the broker, just back, is not ready. */
const PULL_EXPIRES_MS = 5000;
/** Wait before a pull that ended is begun again, ms. */
const RESTART_MS = 250;
const MAX_PREFETCH = 1000;
/** How long what is in hand may take when we leave, ms. */
const FINISH_MS = 10_000;

/** Pulls one handler's messages for ever: through lost connections, a deleted consumer, a broker without its store. */
export class EventConsumer {
  private readonly log = new Logger('Consumer');
  private readonly slots: Slots;
  private readonly inHand = new Set<Promise<unknown>>();
  private readonly leaving = new AbortController();
  private messages?: ConsumerMessages;
  private running?: Promise<void>;
  private pulling = false;

  constructor(
    private readonly handler: RegisteredHandler,
    private readonly broker: Broker,
    private readonly worker: MessageWorker,
  ) {
    this.slots = new Slots(handler.options.concurrency);
  }

  start(): void {
    this.running ??= this.run();
  }

  isPulling(): boolean {
    return this.pulling;
  }

  /** Takes no more, gives back what is not begun, finishes what is. */
  async stop(): Promise<void> {
    this.leaving.abort();
    this.messages?.stop();
    // A loop that still waits for the broker has nothing to give back.
    const loop = this.pulling && this.running ? [this.running] : [];
    if (!(await settleWithin([...loop, ...this.inHand], FINISH_MS))) {
      this.log.warn(`${this.handler.durable} leaves ${this.inHand.size} in hand; they will be delivered again`);
    }
  }

  private async run(): Promise<void> {
    const { signal } = this.leaving;
    while (!signal.aborted) {
      try {
        await this.pull(signal);
      } catch (error) {
        if (!signal.aborted) this.log.warn(`${this.handler.durable} is interrupted, trying on: ${String(error)}`);
      }
      this.pulling = false;
      await delay(RESTART_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async pull(signal: AbortSignal): Promise<void> {
    const { js, jsm } = await this.broker.ready();
    await this.broker.ensureStreams();
    const info = await ensureConsumer(jsm, this.handler);
    const { batch, concurrency } = this.handler.options;
    this.messages = await js.consumers.getConsumerFromInfo(info).consume({
      max_messages: Math.min(batch * (concurrency + 1), MAX_PREFETCH),
      expires: PULL_EXPIRES_MS,
      abort_on_missing_resource: true, // so that we create it again
    });
    if (signal.aborted) this.messages.stop();
    this.pulling = true;
    const source = new MessageSource(this.messages);
    for (;;) {
      await this.slots.take();
      const group = await source.take(batch).catch((error: unknown) => {
        this.slots.give();
        throw error;
      });
      if (group.length > 0 && !signal.aborted) {
        this.begin(group, signal);
        continue;
      }
      for (const message of group) giveBack(message);
      this.slots.give();
      if (group.length === 0) return;
    }
  }

  private begin(group: JsMsg[], signal: AbortSignal): void {
    const work = this.worker.work(this.handler, group, signal).finally(() => this.slots.give());
    this.hold(work.then((acks) => Promise.all(acks)));
  }

  private hold(work: Promise<unknown>): void {
    this.inHand.add(work);
    void work.catch(() => undefined).finally(() => this.inHand.delete(work));
  }
}
