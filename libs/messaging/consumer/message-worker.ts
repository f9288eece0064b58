import type { JsMsg } from '@nats-io/jetstream';
import { Injectable, Logger } from '@nestjs/common';
import { DeadLetters } from '../dead-letter/dead-letters.js';
import { ACK_WAIT_MS } from './ensure-consumer.js';
import { EventProcessor, type ReceivedEvent } from './event-processor.js';
import { FailedTries } from './failed-tries.js';
import { isPermanent, isServiceAway, reasonOf } from './failure.js';
import type { RegisteredHandler } from './handler-registry.js';
import { LeftUndone, patiently } from './patience.js';
import { messageKey, readEvent } from './read-event.js';

/** How long the broker may take to confirm an acknowledgement, ms. One that is lost brings the message again: harmless. */
const ACK_TIMEOUT_MS = 2000;
/** While another service is away, a message comes again at first at once, and then every so often, ms. */
const AWAY_WAIT_MS = { first: 200, longest: 5000 };
/** When not even the dead letter could be written: try everything again after this, ms. */
const UNSETTLED_WAIT_MS = 15_000;

interface Received {
  message: JsMsg;
  event: ReceivedEvent;
}

/**
 * Takes messages from "delivered" to "settled": done and acknowledged, to be tried again, or in the dead letters. Never
 * throws. What is left unsettled when the process dies is delivered again.
 */
@Injectable()
export class MessageWorker {
  private readonly log = new Logger('Consumer');

  constructor(
    private readonly processor: EventProcessor,
    private readonly failedTries: FailedTries,
    private readonly deadLetters: DeadLetters,
  ) {}

  /** @returns the acknowledgements that are still under way when the work is done */
  async work(handler: RegisteredHandler, messages: readonly JsMsg[], signal: AbortSignal): Promise<Promise<unknown>[]> {
    const heartbeat = setInterval(() => messages.forEach((message) => tell(() => message.working())), ACK_WAIT_MS / 3);
    const acks: Promise<unknown>[] = [];
    try {
      const readable: Received[] = [];
      for (const message of messages) {
        try {
          readable.push({ message, event: received(handler, message) });
        } catch (error) {
          await this.bury(handler, message, reasonOf(error), signal);
        }
      }
      if (readable.length > 0) await this.attempt(handler, readable, signal, acks);
    } catch (error) {
      if (!(error instanceof LeftUndone))
        this.log.error(`${handler.durable} could not settle a message: ${reasonOf(error)}`);
      for (const message of messages) giveBack(message, error instanceof LeftUndone ? 0 : UNSETTLED_WAIT_MS);
    } finally {
      clearInterval(heartbeat);
    }
    return acks;
  }

  private async attempt(
    handler: RegisteredHandler,
    group: Received[],
    signal: AbortSignal,
    acks: Promise<unknown>[],
  ): Promise<void> {
    try {
      const events = group.map((r) => r.event);
      await patiently(() => this.processor.process(handler, events), signal, this.waiting(handler));
      acks.push(...group.map(({ message }) => this.acknowledge(message)));
    } catch (error) {
      const [only] = group;
      if (error instanceof LeftUndone || !only) throw error;
      if (group.length === 1) return this.settleFailure(handler, only.message, error, signal);
      for (const one of group) await this.attempt(handler, [one], signal, acks);
    }
  }

  private async settleFailure(
    handler: RegisteredHandler,
    message: JsMsg,
    error: unknown,
    signal: AbortSignal,
  ): Promise<void> {
    const reason = reasonOf(error);
    if (isPermanent(error)) return this.bury(handler, message, reason, signal);
    if (isServiceAway(error)) {
      this.log.warn(`${handler.durable} waits for another service: ${reason}`);
      const wait = AWAY_WAIT_MS.first * 2 ** (message.info.deliveryCount - 1);
      return giveBack(message, Math.min(wait, AWAY_WAIT_MS.longest)); // not a try: an outage of hours is no dead letter
    }
    const { maxTries, backoffMs } = handler.options;
    const { key } = messageKey(message.subject, message.data);
    const tries = await patiently(
      () => this.failedTries.add(handler.durable, key, reason),
      signal,
      this.waiting(handler),
    );
    if (tries >= maxTries) return this.bury(handler, message, `failed ${tries} times, at last: ${reason}`, signal);
    this.log.warn(`${handler.durable} failed at ${key}, try ${tries} of ${maxTries}: ${reason}`);
    giveBack(message, backoffMs[Math.min(tries, backoffMs.length) - 1] ?? 1000);
  }

  /** The dead letter is committed before the broker is told to forget the message. */
  private async bury(handler: RegisteredHandler, message: JsMsg, reason: string, signal: AbortSignal): Promise<void> {
    const { key, eventId } = messageKey(message.subject, message.data);
    const entry = {
      consumer: handler.durable,
      messageKey: key,
      eventId,
      subject: message.subject,
      reason,
      headers: headersOf(message),
      payload: message.data,
      deliveries: message.info.deliveryCount,
    };
    await patiently(() => this.deadLetters.add(entry), signal, this.waiting(handler));
    tell(() => message.term('dead letter'));
    this.log.error(`${handler.durable} gave up on ${message.subject} ${key}: ${reason}`);
  }

  private async acknowledge(message: JsMsg): Promise<void> {
    await message.ackAck({ timeout: ACK_TIMEOUT_MS }).catch(() => undefined);
  }

  private waiting(handler: RegisteredHandler): (error: unknown) => void {
    return (error) => this.log.warn(`${handler.durable} waits for the database: ${reasonOf(error)}`);
  }
}

/** Lets the broker deliver it again, to whoever is there. Without effect on a message that is settled. */
export const giveBack = (message: JsMsg, afterMs = 0): void => tell(() => message.nak(afterMs));

/** What the broker does not hear because the connection is closed, it finds out by itself: nothing is acknowledged. */
function tell(send: () => void): void {
  try {
    send();
  } catch {
    // closed or closing
  }
}

function received(handler: RegisteredHandler, message: JsMsg): ReceivedEvent {
  const traceparent = message.headers?.get('traceparent');
  return { envelope: readEvent(handler.event, message.data), ...(traceparent && { traceparent }) };
}

const headersOf = ({ headers }: JsMsg): Record<string, string> =>
  Object.fromEntries((headers?.keys() ?? []).map((name) => [name, (headers?.get(name) ?? '').replaceAll('\0', '')]));
