import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Broker } from './connection/broker.js';
import { assertEverySubjectIsCovered } from './connection/ensure-streams.js';
import { EventConsumer } from './consumer/event-consumer.js';
import { HandlerRegistry } from './consumer/handler-registry.js';
import { MessageWorker } from './consumer/message-worker.js';
import { Housekeeping } from './reconciler/housekeeping.js';
import { Reconciler } from './reconciler/reconciler.js';
import { OutboxPublisher } from './outbox/outbox-publisher.js';

/** Starts everything that runs by itself, once the service is put together and migrated, and ends it in the right order. */
@Injectable()
export class MessagingRuntime implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private consumers: EventConsumer[] = [];

  constructor(
    private readonly broker: Broker,
    private readonly registry: HandlerRegistry,
    private readonly worker: MessageWorker,
    private readonly publisher: OutboxPublisher,
    private readonly reconciler: Reconciler,
    private readonly housekeeping: Housekeeping,
  ) {}

  onApplicationBootstrap(): void {
    assertEverySubjectIsCovered();
    this.consumers = this.registry.all().map((handler) => new EventConsumer(handler, this.broker, this.worker));
    this.publisher.start();
    for (const consumer of this.consumers) consumer.start();
    this.reconciler.start();
    this.housekeeping.start();
  }

  isConnected(): boolean {
    return this.broker.isConnected();
  }

  /** Whether every handler's messages are being pulled. */
  isConsuming(): boolean {
    return this.consumers.every((consumer) => consumer.isPulling());
  }

  /** Before the service's requests are drained: no more events in, those in hand are finished. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([
      this.reconciler.stop(),
      this.housekeeping.stop(),
      ...this.consumers.map((consumer) => consumer.stop()),
    ]);
  }

  /** After: what the last requests and events have committed goes out. */
  async onApplicationShutdown(): Promise<void> {
    await this.publisher.stop();
    await this.broker.close();
  }
}
