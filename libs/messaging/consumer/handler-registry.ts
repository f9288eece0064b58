import { type EventDefinition, isServiceName } from '@guantong/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options.js';
import {
  EVENT_HANDLER,
  type EventHandlerMetadata,
  type EventHandlerOptions,
  type HandlesEvent,
  type HandlesEventBatch,
} from './event-handler.js';

export interface RegisteredHandler {
  /** `<service>-<file>`: the durable consumer on the broker and `consumer` in our tables, so a stuck one names its file. */
  durable: string;
  event: EventDefinition;
  options: Required<EventHandlerOptions>;
  instance: HandlesEvent<object> | HandlesEventBatch<object>;
}

const DEFAULTS: Required<EventHandlerOptions> = {
  concurrency: 8,
  batch: 1,
  maxTries: 5,
  timeoutMs: 30_000,
  backoffMs: [200, 1000, 5000, 15_000],
};

/** Finds every provider of this service that is marked with `@EventHandler`. */
@Injectable()
export class HandlerRegistry {
  private found?: RegisteredHandler[];

  constructor(
    private readonly discovery: DiscoveryService,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  all(): readonly RegisteredHandler[] {
    return (this.found ??= this.discover());
  }

  ofType(type: string): RegisteredHandler[] {
    return this.all().filter((handler) => handler.event.subject === type);
  }

  byDurable(durable: string): RegisteredHandler | undefined {
    return this.all().find((handler) => handler.durable === durable);
  }

  private discover(): RegisteredHandler[] {
    const handlers = new Map<string, RegisteredHandler>();
    for (const { metatype, instance } of this.discovery.getProviders()) {
      const metadata = metatype && (Reflect.getMetadata(EVENT_HANDLER, metatype) as EventHandlerMetadata | undefined);
      if (!metadata) continue;
      const durable = `${this.options.service}-${metadata.file}`;
      if (!/^[\w-]+$/.test(durable))
        throw new Error(`"${durable}" cannot name a consumer: letters, digits, - and _ only`);
      if (isServiceName(this.options.service) && !metadata.event.consumers.includes(this.options.service)) {
        throw new Error(
          `${durable} handles ${metadata.event.subject}, whose consumers do not name ${this.options.service}`,
        );
      }
      const known = handlers.get(durable);
      if (known && known.instance !== instance)
        throw new Error(`two event handlers are called ${durable}; name their files apart`);
      const handler = instance as RegisteredHandler['instance'];
      const options = { ...DEFAULTS, ...metadata.options };
      if (!('handle' in handler) && !('handleBatch' in handler))
        throw new Error(`${durable} has neither handle nor handleBatch`);
      if (options.batch > 1 && !('handleBatch' in handler))
        throw new Error(`${durable} has a batch size but no handleBatch`);
      handlers.set(durable, { durable, event: metadata.event, options, instance: handler });
    }
    return [...handlers.values()];
  }
}
