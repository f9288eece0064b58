import { retryUntilDone } from '@guantong/platform';
import { jetstream, type JetStreamClient, type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { MESSAGING_OPTIONS, type MessagingOptions, MessagingSettings } from '../messaging-options.js';
import { leave } from './leave.js';
import { ensureStreams } from './ensure-streams.js';
import { natsOptions } from './nats-options.js';

export interface BrokerLink {
  connection: NatsConnection;
  js: JetStreamClient;
  jsm: JetStreamManager;
}

/** How long one request to the broker may take, ms. */
const BROKER_DEADLINE_MS = 3000;

/**
 * The process's one connection for events (questions have their own: a fan-out must not slow them). Never gives up:
 * it waits for a broker that is not there yet, and connects anew when the library has closed for good.
 */
@Injectable()
export class Broker {
  private readonly log = new Logger('Broker');
  private readonly closing = new AbortController();
  private link?: Promise<BrokerLink>;
  private connected = false;
  private ensuring?: Promise<void>;

  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly settings: MessagingSettings,
  ) {}

  /** Resolves when there is a connection; it may be broken again by the time it is used. */
  ready(): Promise<BrokerLink> {
    return (this.link ??= this.open().catch((error: unknown) => {
      delete this.link;
      throw error;
    }));
  }

  isConnected(): boolean {
    return this.connected;
  }

  /** Creates what is missing on the broker. Callers that come while it runs wait for the same run. */
  ensureStreams(): Promise<void> {
    return (this.ensuring ??= this.ready()
      .then(({ jsm }) => ensureStreams(jsm, this.settings.NATS_REPLICAS))
      .finally(() => delete this.ensuring));
  }

  /** Sends what is buffered and leaves. */
  async close(): Promise<void> {
    this.closing.abort();
    const link = await this.link?.catch(() => undefined);
    if (!link || link.connection.isClosed()) return;
    await leave(link.connection);
  }

  private async open(): Promise<BrokerLink> {
    const options = natsOptions(`${this.options.service}-events`, this.options.natsUrl);
    const connection = await retryUntilDone(
      () => {
        this.closing.signal.throwIfAborted();
        return connect({ ...options, waitOnFirstConnect: false, timeout: BROKER_DEADLINE_MS });
      },
      {
        signal: this.closing.signal,
        onFailure: (error, tries) => {
          if (tries === 1 || tries % 30 === 0) this.log.warn(`the broker is not there yet: ${String(error)}`);
        },
      },
    );
    this.connected = true;
    void this.watch(connection);
    const deadline = { timeout: BROKER_DEADLINE_MS };
    return {
      connection,
      js: jetstream(connection, deadline),
      jsm: await jetstreamManager(connection, { ...deadline, checkAPI: false }),
    };
  }

  private async watch(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) {
      if (status.type === 'disconnect') {
        this.connected = false;
        this.log.warn('lost the broker; events wait in the outbox');
      }
      if (status.type === 'reconnect') {
        this.connected = true;
        this.log.log('the broker is back');
      }
    }
    this.connected = false;
    delete this.link;
  }
}
