import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Envelope, EventDefinition } from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { applyDecorators, Injectable, SetMetadata } from '@nestjs/common';

export interface EventHandlerOptions {
  /** Messages in hand at once (default 8). */
  concurrency?: number;
  /** Above 1: up to so many messages go to `handleBatch` in one transaction. For cheap, frequent events. */
  batch?: number;
  /** Tries before a message becomes a dead letter (default 5). */
  maxTries?: number;
  /** How long one call may take, ms (default 30,000); then it is a failed try, and its transaction is rolled back. */
  timeoutMs?: number;
  /** Waits between tries, ms (default 200, 1000, 5000, 15000). */
  backoffMs?: readonly number[];
}

export interface EventHandlerMetadata {
  event: EventDefinition;
  /** Name of the file without its ending; the durable consumer is `<service>-<file>`. */
  file: string;
  options: EventHandlerOptions;
}

export const EVENT_HANDLER = Symbol('EVENT_HANDLER');

/**
 * Marks a class, in a file `on-<event>.ts` of its own, as the handler of a durable event:
 *
 *     @EventHandler(PostPublished, import.meta.url)
 *     export class OnPostPublished implements HandlesEvent<PostPublishedV1> { … }
 *
 * The handler is called inside a transaction that also records the message as processed; what it does through `tx`
 * happens exactly once. It must not touch anything else, and must be right in any order: compare revisions.
 */
export const EventHandler = (
  event: EventDefinition<never> | EventDefinition,
  moduleUrl: string,
  options: EventHandlerOptions = {},
) =>
  applyDecorators(
    Injectable(),
    SetMetadata(EVENT_HANDLER, {
      event: event as EventDefinition,
      file: basename(fileURLToPath(moduleUrl)).replace(/\.[jt]s$/, ''),
      options,
    } satisfies EventHandlerMetadata),
  );

export interface HandlesEvent<T extends object> {
  handle(event: Envelope<T>, tx: Tx): Promise<void>;
}

/** For handlers with `batch` set. All succeed together; if not, each message is tried by itself. */
export interface HandlesEventBatch<T extends object> {
  handleBatch(events: readonly Envelope<T>[], tx: Tx): Promise<void>;
}
