import { setTimeout as delay } from 'node:timers/promises';
import { allEvents } from '@guantong/contracts';
import { Database } from '@guantong/persistence';
import { JetStreamApiError } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Client } from 'pg';
import { reasonOf } from '../consumer/failure.js';
import { Broker, type BrokerLink } from '../connection/broker.js';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options.js';
import { claimUnpublished, markPublished, type OutboxRow } from './outbox-batch.js';

/** Some 20 ms of publishing; small enough that a claim ends well within 3 s on a slow broker. */
const LIMITS = { rows: 500, bytes: 4_000_000 };
/** Without a notification (another process's commit, a lost connection) we look by ourselves, ms. */
const POLL_MS = 1000;
/** How long the broker may take to say it has stored a message, ms. Later it counts as "may have been stored". */
const PUBLISH_TIMEOUT_MS = 2000;
const MAX_BACKOFF_MS = 2000;
/** A row that the broker refuses, while it takes others, is tried again after this, ms. */
const REFUSED_WAIT_MS = 30_000;
/** Of refused rows, so many are remembered; beyond that the oldest are tried again earlier. */
const MAX_REFUSED = 1000;

class BrokerTrouble extends Error {
  override readonly name = 'BrokerTrouble';
}

/**
 * Carries committed outbox rows to the broker. Every replica runs one; they share the rows by `skip locked`. A row is
 * marked only when the broker has said that it is stored, so each is sent at least once, whoever dies when.
 *
 * It has a database connection of its own: LISTEN needs one, and a busy pool must not hold events back.
 */
@Injectable()
export class OutboxPublisher {
  private readonly log = new Logger('OutboxPublisher');
  private readonly publicTypes = allEvents()
    .filter((event) => event.consumers.length === 0)
    .map((event) => event.subject);
  private readonly refused = new Map<string, number>();
  private client?: Client;
  private running?: Promise<void>;
  private stopping = false;
  private dirty = false;
  private wakeUp: () => void = () => undefined;

  constructor(
    private readonly database: Database,
    private readonly broker: Broker,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** There may be something to send. */
  wake(): void {
    this.dirty = true;
    this.wakeUp();
  }

  /** Ends after the batch in hand, and one more look at what was committed last. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    for (let failures = 0; ;) {
      try {
        await this.publishAll();
        failures = 0;
        if (this.stopping) break;
        await this.idle(POLL_MS);
      } catch (error) {
        if (failures === 0 && !this.stopping) this.log.warn(`cannot publish, trying on: ${String(error)}`);
        if (!(error instanceof BrokerTrouble)) await this.disconnect();
        if (this.stopping) break;
        failures++;
        await this.idle(Math.min(50 * 2 ** failures, MAX_BACKOFF_MS), { wakeable: false });
      }
    }
    await this.disconnect();
  }

  private async publishAll(): Promise<void> {
    const client = await this.connected();
    const link = await this.linkWithin(PUBLISH_TIMEOUT_MS);
    do {
      this.dirty = false;
      while ((await this.publishBatch(client, link)) > 0 && !this.stopping);
    } while (this.dirty && !this.stopping);
  }

  /** @returns how many rows were taken */
  private async publishBatch(client: Client, link: BrokerLink): Promise<number> {
    await client.query('begin');
    try {
      const rows = await claimUnpublished(client, LIMITS, this.waiting());
      const outcomes = await Promise.allSettled(rows.map((row) => publish(link, row)));
      const stored = rows.filter((_, i) => outcomes[i]?.status === 'fulfilled');
      if (stored.length > 0) {
        await markPublished(
          client,
          stored.map((row) => row.id),
          this.publicTypes,
        );
      }
      // A mark that is lost in a crash is a message sent again under the same id: not worth a disk flush.
      await client.query('set local synchronous_commit = off; commit');
      await this.considerFailures(rows, outcomes);
      return rows.length;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
  }

  private async considerFailures(rows: OutboxRow[], outcomes: PromiseSettledResult<unknown>[]): Promise<void> {
    let brokerTrouble: unknown;
    for (const [i, outcome] of outcomes.entries()) {
      const row = rows[i];
      if (outcome.status === 'fulfilled' || !row) continue;
      if (isStreamTrouble(outcome.reason)) {
        await this.broker.ensureStreams();
        brokerTrouble = outcome.reason;
      } else if (isRefusal(outcome.reason)) {
        this.log.error(`the broker refuses ${row.subject} ${row.id}: ${String(outcome.reason)}`);
        this.refused.set(row.id, Date.now() + REFUSED_WAIT_MS);
      } else {
        brokerTrouble = outcome.reason;
      }
    }
    if (brokerTrouble) throw new BrokerTrouble(`not everything was stored: ${reasonOf(brokerTrouble)}`);
  }

  private waiting(): string[] {
    const now = Date.now();
    for (const [id, until] of this.refused) {
      if (until < now || this.refused.size > MAX_REFUSED) this.refused.delete(id);
    }
    return [...this.refused.keys()];
  }

  private async linkWithin(ms: number): Promise<BrokerLink> {
    const link = await Promise.race([this.broker.ready(), delay(ms, undefined, { ref: false })]);
    if (!link || !this.broker.isConnected()) throw new BrokerTrouble('no connection');
    return link;
  }

  private async connected(): Promise<Client> {
    if (this.client) return this.client;
    const client = new Client({
      connectionString: this.database.orm.config.get('clientUrl') ?? '',
      application_name: `guantong-${this.options.service}-outbox`,
      connectionTimeoutMillis: 3000,
      statement_timeout: 3000,
      query_timeout: 4000,
      idle_in_transaction_session_timeout: 10_000,
      keepAlive: true,
    });
    client.on('error', () => void this.disconnect());
    client.on('notification', () => this.wake());
    await client.connect();
    await client.query('listen outbox');
    this.client = client;
    return client;
  }

  private async disconnect(): Promise<void> {
    const { client } = this;
    delete this.client;
    await client?.end().catch(() => undefined);
  }

  private async idle(ms: number, { wakeable = true } = {}): Promise<void> {
    if (wakeable && this.dirty) return;
    const abort = new AbortController();
    this.wakeUp = () => {
      if (wakeable || this.stopping) abort.abort();
    };
    await delay(ms, undefined, { signal: abort.signal }).catch(() => undefined);
  }
}

function publish({ js }: BrokerLink, row: OutboxRow): Promise<unknown> {
  const h = headers();
  h.set('traceparent', row.traceparent);
  h.set('x-correlation-id', row.correlation_id);
  // The broker drops an id it has seen; a message that it has lost needs a fresh one.
  const msgID = row.resent === 0 ? row.id : `${row.id}.r${row.resent}`;
  return js.publish(row.subject, row.envelope, { msgID, headers: h, timeout: PUBLISH_TIMEOUT_MS });
}

/** No stream takes the subject: the library says "JetStreamNotEnabled" to that, which is not what it means. */
const isStreamTrouble = (error: unknown): boolean => error instanceof Error && error.name === 'JetStreamNotEnabled';
/** It is this message, not the broker's state: too large, or against a limit of the stream. */
const isRefusal = (error: unknown): boolean =>
  (error instanceof JetStreamApiError && error.status === 400) ||
  (error instanceof Error && /max.?payload/i.test(`${error.name} ${error.message}`));
