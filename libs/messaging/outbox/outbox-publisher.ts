import { setTimeout as delay } from 'node:timers/promises';
import { allEvents } from '@guantong/contracts';
import { JetStreamApiError, type PubAck } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import { Injectable, Logger } from '@nestjs/common';
import type { Client } from 'pg';
import { Broker, type BrokerLink } from '../connection/broker.js';
import { reasonOf } from '../consumer/failure.js';
import { claimUnpublished, markOvertaken, markPublished, type OutboxRow } from './outbox-batch.js';
import { OutboxConnection } from './outbox-connection.js';
import { OutboxWake } from './outbox-wake.js';

/** Some 20 ms of publishing; small enough that a claim ends well within 3 s on a slow broker. */
const LIMITS = { rows: 500, bytes: 4_000_000 };
/** What another process has committed (or one that died since) is looked for this often, ms. */
const POLL_MS = 1000;
/** How long the broker may take to say it has stored a message, ms. Later it counts as "may have been stored". */
const PUBLISH_TIMEOUT_MS = 2000;
const MAX_BACKOFF_MS = 2000;
/** When we leave, what is left after this stays for the other replicas, ms. */
const LAST_LOOK_MS = 3000;
/** A row that the broker refuses, while it takes others, is tried again after this, ms. */
const REFUSED_WAIT_MS = 30_000;
/** So many refused rows are remembered; beyond that they are tried again earlier. */
const MAX_REFUSED = 1000;

class BrokerTrouble extends Error {
  override readonly name = 'BrokerTrouble';
}

/**
 * Carries committed outbox rows to the broker. Every replica runs one; they share the rows by `skip locked`. A row is
 * marked only when the broker has said that it is stored, so each is sent at least once, whoever dies when.
 */
@Injectable()
export class OutboxPublisher {
  private readonly log = new Logger('OutboxPublisher');
  private readonly refused = new Map<string, number>();
  private readonly publicTypes: string[];
  private running?: Promise<void>;
  private stopping = false;
  private until = Infinity;
  private dirty = false;
  private endIdle: () => void = () => undefined;

  constructor(
    private readonly connection: OutboxConnection,
    private readonly broker: Broker,
    wake: OutboxWake,
  ) {
    this.publicTypes = allEvents()
      .filter((event) => event.consumers.length === 0)
      .map((event) => event.subject);
    wake.onWake(() => this.wake());
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Ends after one more look at what was committed last. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.until = Date.now() + LAST_LOOK_MS;
    this.endIdle();
    await this.running;
  }

  private wake(): void {
    this.dirty = true;
    this.endIdle();
  }

  private async run(): Promise<void> {
    for (let failures = 0; ;) {
      const last = this.stopping;
      try {
        await this.publishAll();
        if (failures > 0) this.log.log('publishing again');
        failures = 0;
      } catch (error) {
        if (failures++ === 0 && !last) this.log.warn(`cannot publish, trying on: ${reasonOf(error)}`);
        if (!(error instanceof BrokerTrouble)) await this.connection.close();
      }
      if (last) break;
      if (failures > 0) await this.idle(Math.min(50 * 2 ** failures, MAX_BACKOFF_MS), () => this.stopping);
      else await this.idle(POLL_MS, () => this.stopping || this.dirty);
    }
    await this.connection.close();
  }

  private async publishAll(): Promise<void> {
    const link = await this.linkWithin(PUBLISH_TIMEOUT_MS);
    const client = await this.connection.get();
    do this.dirty = false;
    while (((await this.publishBatch(client, link)) || this.dirty) && Date.now() < this.until);
  }

  /** @returns whether a limit may have left rows behind: what is committed meanwhile makes us dirty */
  private async publishBatch(client: Client, link: BrokerLink): Promise<boolean> {
    await client.query('begin');
    try {
      const rows = await claimUnpublished(client, LIMITS, this.waiting());
      const overtaken = rows.filter((row) => row.overtaken).map((row) => row.id);
      const toSend = rows.filter((row) => !row.overtaken);
      const outcomes = await Promise.allSettled(toSend.map((row) => publish(link, row)));
      const stored = outcomes.flatMap((o, i) =>
        o.status === 'fulfilled' ? { id: toSend[i]?.id ?? '', seq: o.value.seq } : [],
      );
      if (stored.length > 0) await markPublished(client, stored, this.publicTypes);
      if (overtaken.length > 0) await markOvertaken(client, overtaken);
      // A mark that is lost in a crash is a message sent again under the same id: not worth waiting for the disk.
      await client.query('set local synchronous_commit = off; commit');
      await this.considerFailures(toSend, outcomes);
      return rows.length === LIMITS.rows || bytesAtMost(rows) >= LIMITS.bytes;
    } catch (error) {
      if (!(error instanceof BrokerTrouble)) await client.query('rollback').catch(() => undefined);
      throw error;
    }
  }

  private async considerFailures(rows: OutboxRow[], outcomes: PromiseSettledResult<unknown>[]): Promise<void> {
    const troubles: unknown[] = [];
    for (const [i, outcome] of outcomes.entries()) {
      const row = rows[i];
      if (outcome.status === 'fulfilled' || !row) continue;
      if (isRefusal(outcome.reason)) {
        this.log.error(`the broker refuses ${row.subject} ${row.id}: ${reasonOf(outcome.reason)}`);
        this.refused.set(row.id, Date.now() + REFUSED_WAIT_MS);
      } else troubles.push(outcome.reason);
    }
    if (troubles.length === 0) return;
    if (troubles.some(isMissingStream)) await this.broker.ensureStreams().catch(() => undefined);
    throw new BrokerTrouble(`not everything was stored: ${reasonOf(troubles[0])}`);
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

  /** Waits `ms`, or until something changes that makes `enough` true. */
  private async idle(ms: number, enough: () => boolean): Promise<void> {
    if (enough()) return;
    const abort = new AbortController();
    this.endIdle = () => enough() && abort.abort();
    await delay(ms, undefined, { signal: abort.signal }).catch(() => undefined);
  }
}

function publish({ js }: BrokerLink, row: OutboxRow): Promise<PubAck> {
  const h = headers();
  h.set('traceparent', row.traceparent);
  h.set('x-correlation-id', row.correlation_id);
  // The broker drops an id that it has seen; for one that it has lost, the reconciler asks for a fresh one.
  const msgID = row.resent === 0 ? row.id : `${row.id}.r${row.resent}`;
  return js.publish(row.subject, row.envelope, { msgID, headers: h, timeout: PUBLISH_TIMEOUT_MS });
}

/** A UTF-16 unit is three bytes of UTF-8 at most; nobody needs to know exactly. */
const bytesAtMost = (rows: readonly OutboxRow[]): number => rows.reduce((sum, row) => sum + 3 * row.envelope.length, 0);

/** No stream takes the subject: the store was lost. (The library calls it "JetStream not enabled".) */
const isMissingStream = (error: unknown): boolean => error instanceof Error && error.name === 'JetStreamNotEnabled';

/** It is this message, not the state of the broker: too large, or against a limit of the stream. */
const isRefusal = (error: unknown): boolean =>
  error instanceof JetStreamApiError
    ? error.status === 400
    : error instanceof Error && /max.?payload/i.test(error.message);
