import { setTimeout as delay } from 'node:timers/promises';
import {
  allEvents,
  type EventDefinition,
  filterOf,
  MissingEvents,
  type MissingEventsAnswer,
  streamFor,
  SYSTEM,
} from '@guantong/contracts';
import type { Tx } from '@guantong/persistence';
import { Injectable, Logger } from '@nestjs/common';
import { Broker } from '../connection/broker.js';
import { reasonOf } from '../consumer/failure.js';
import { MessagingSettings } from '../messaging-options.js';
import { OutboxWake } from '../outbox/outbox-wake.js';
import { RpcClient } from '../rpc/rpc-client.js';
import { type PageEnd, UnconfirmedEvents, type UnconfirmedEvent } from './unconfirmed-events.js';
import { decide, type StreamFacts } from './verdict.js';

/** Also the most ids that MissingEvents takes. */
const PAGE = 1000;
/** While a receiver is down for long, its events pile up here; looking through them must not become the main work. */
const PAGES_A_ROUND = 20;

/**
 * Closes the circle: asks every receiver of every event whether it has it, and sends again what was lost between the
 * broker's "stored" and the receiver's table (a broker may lose what it acknowledged). Only then may an outbox row go.
 */
@Injectable()
export class Reconciler {
  private readonly log = new Logger('Reconciler');
  private readonly definitions: Map<string, EventDefinition>;
  private readonly leaving = new AbortController();
  private running?: Promise<void>;
  private position: PageEnd | null = null;

  constructor(
    private readonly unconfirmed: UnconfirmedEvents,
    private readonly broker: Broker,
    private readonly rpc: RpcClient,
    private readonly publisher: OutboxWake,
    private readonly settings: MessagingSettings,
  ) {
    this.definitions = new Map(allEvents().map((event) => [event.subject, event]));
  }

  start(): void {
    if (this.settings.RECONCILE_EVERY_MS > 0) this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.leaving.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.leaving;
    while (!signal.aborted) {
      await delay(this.settings.RECONCILE_EVERY_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await this.round().catch((error: unknown) => this.log.warn(`later: ${reasonOf(error)}`));
    }
  }

  /** Some pages of unconfirmed events, going on where the last round ended; from the beginning again at their end. */
  async round(): Promise<void> {
    const graceMs = this.settings.RECONCILE_GRACE_MS;
    for (let page = 0; page < PAGES_A_ROUND; page++) {
      if (!this.broker.isConnected() || this.leaving.signal.aborted) return;
      const after = this.position;
      this.position = await this.unconfirmed.page({ graceMs, after, limit: PAGE }, (events, tx) =>
        this.settle(events, tx),
      );
      if (!this.position) return;
    }
  }

  private async settle(events: UnconfirmedEvent[], tx: Tx): Promise<void> {
    const confirm: string[] = [];
    const sendAgain: string[] = [];
    const types = [...new Set(events.map((event) => event.type))];
    // All at once: a receiver that hangs costs its deadline (3 s) once, and this transaction stays short.
    const verdicts = await Promise.all(
      types.map((type) =>
        this.verdictOn(
          type,
          events.filter((event) => event.type === type),
        ),
      ),
    );
    for (const verdict of verdicts) {
      confirm.push(...verdict.confirm);
      sendAgain.push(...verdict.sendAgain);
    }
    if (confirm.length > 0) await this.unconfirmed.confirm(tx, confirm);
    if (sendAgain.length === 0) return;
    await this.unconfirmed.confirmOvertaken(tx, sendAgain);
    await this.unconfirmed.sendAgain(tx, sendAgain);
    this.log.warn(`${sendAgain.length} event(s) were lost on the way and are sent again, the first is ${sendAgain[0]}`);
    tx.afterCommit(() => this.publisher.wake());
  }

  private async verdictOn(type: string, events: UnconfirmedEvent[]) {
    const definition = this.definitions.get(type);
    if (!definition) return { confirm: [], sendAgain: [] }; // of a newer release; that one will see to it
    const ids = events.map((event) => event.id);
    const [stream, ...answers] = await Promise.all([
      this.factsOf(definition),
      ...definition.consumers.map((service) => this.ask(service, type, ids)),
    ]);
    return decide(events, answers, stream);
  }

  private ask(
    service: EventDefinition['consumers'][number],
    type: string,
    ids: string[],
  ): Promise<MissingEventsAnswer | null> {
    return this.rpc.call(MissingEvents[service], { type, ids }, SYSTEM).catch(() => null);
  }

  private async factsOf(definition: EventDefinition): Promise<StreamFacts | null> {
    try {
      const { jsm } = await this.broker.ready();
      const info = await jsm.streams.info(streamFor(filterOf(definition).replace('*', 'x')).name);
      return { lastSeq: info.state.last_seq, createdAt: Date.parse(info.created) };
    } catch {
      return null;
    }
  }
}
